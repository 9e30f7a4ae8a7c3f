### Feeds, calendar, sheet, widget, and the description of the interface. In French.

## Feeds

feed-consultations = Les consultations du territoire
feed-updates = Ce qui s’ouvre, ce qui se termine bientôt et les résultats des consultations du territoire
news-opened = Ouverture : { $title }
news-closing-soon = Se termine le { $day } : { $title }
news-results = Résultats publiés : { $title }

## Widget

widget-view-list = Liste
widget-view-compact = Liste courte
widget-view-calendar = Calendrier
widget-all = Toutes les consultations
widget-all-of = { $count ->
    [one] Toutes les consultations
   *[other] Toutes les consultations ({ $shown })
}
widget-agenda = Tout l’agenda
widget-empty = Aucune consultation en ce moment.
widget-month-empty = Aucun rendez-vous ce mois-ci.
widget-day = { $day } : { $shown } rendez-vous
widget-meetings = Prochaines rencontres
widget-meeting-when = { $day }, { $hours }
widget-until = jusqu’au { $day }
widget-from = à partir du { $day }
widget-on = le { $day }

## Calendar

ics-name = Agenda
ics-cancelled = Annulé : { $title }
ics-unannounced = N’est plus annoncée : { $title }
ics-deadline-opens = Ouverture : { $title }
ics-deadline-closes = Dernier jour : { $title }
ics-deadline-of-phase = { $title } ({ $phase })

## Spreadsheet

csv-id = Identifiant
csv-title = Titre
csv-summary = Résumé
csv-status = État
csv-opens = Ouverture
csv-closes = Clôture
csv-territory-code = Code du territoire
csv-territory = Territoire
csv-organiser = Organisateur
csv-level = Niveau
csv-modalities = Modalités
csv-themes = Thèmes
csv-contributions = Contributions
csv-participants = Participants
csv-votes = Votes
csv-meetings = Rencontres
csv-results = Résultats publiés le
csv-source = Source
csv-platform = Plateforme
csv-licence = Licence
csv-latitude = Latitude
csv-longitude = Longitude
csv-url = Adresse
csv-portal = Page du portail
csv-updated = Mise à jour
csv-deadline = Dernier jour pour participer
csv-current-phase = Phase en cours
csv-access = Qui peut participer

## Description of the interface

api-title = Données ouvertes
api-introduction = Tout ce que montre ce site se lit aussi par programme, sans clé ni compte. Les mêmes filtres valent partout.
api-introduction-files = Tout ce que montre ce site se lit aussi par programme, sans clé ni compte. Chaque adresse ci-dessous est un fichier entier ; un filtre, un seul à la fois, se lit dans le nom du fichier, comme dans rss/concerns-54395.xml.
api-document = La description complète (OpenAPI 3.1)
api-parameters = Paramètres
api-parameter = Paramètre
api-meaning = Sens
api-answers = Réponses
api-schemas = Ce que contiennent les réponses
api-field = Champ
api-type = Type
api-try = Essayer
api-english = Les descriptions qui suivent sont en anglais.
