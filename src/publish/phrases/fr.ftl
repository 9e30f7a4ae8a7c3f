# Every fixed text of Passerelle in French. A further language is one more file beside this one, with the same messages; a test compares them.
# No-break spaces stand where French typography wants them; a test looks after that.

## The language itself

locale = fr_FR
language-name = Français
digit-group = {"\u202F"}
decimal-mark = ,

## Dates and times

month-name = { $month ->
    [1] janvier
    [2] février
    [3] mars
    [4] avril
    [5] mai
    [6] juin
    [7] juillet
    [8] août
    [9] septembre
    [10] octobre
    [11] novembre
   *[12] décembre
}
month-short = { $month ->
    [1] janv.
    [2] févr.
    [3] mars
    [4] avr.
    [5] mai
    [6] juin
    [7] juil.
    [8] août
    [9] sept.
    [10] oct.
    [11] nov.
   *[12] déc.
}
weekday-name = { $weekday ->
    [1] lundi
    [2] mardi
    [3] mercredi
    [4] jeudi
    [5] vendredi
    [6] samedi
   *[7] dimanche
}
weekday-short = { $weekday ->
    [1] lun.
    [2] mar.
    [3] mer.
    [4] jeu.
    [5] ven.
    [6] sam.
   *[7] dim.
}
day-of-month = { $day ->
    [1] 1er
   *[other] { $day }
}
date = { $day } { $month } { $year }
date-without-year = { $day } { $month }
date-with-weekday = { $weekday } { $date }
month-of-year = { $month } { $year }
time = { $minute ->
    [0] { $hour } h
   *[other] { $hour } h { $minutes }
}
date-and-time = { $date } à { $time }
days = { $count ->
    [one] { $shown } jour
   *[other] { $shown } jours
}

## Where a consultation stands in time

timing-open-until = Jusqu’au { $day }
timing-open = Ouverte, sans date limite
timing-on = Le { $day }
timing-from-to = Du { $from } au { $to }
timing-from = À partir du { $from }
timing-until = Jusqu’au { $to }
timing-then = { $timing }, ensuite : { $title }, { $when }
timing-resumes = { $paused }, reprise le { $day }
timing-resumes-with = { $paused }, reprise le { $day } : { $phase }
timing-paused = Entre deux étapes
timing-on-hold = Participation en pause
timing-upcoming = À venir
timing-closed-on = Terminée le { $day }
timing-closed = Terminée
timing-results-on = Résultats publiés le { $day }
timing-results = Résultats publiés
timing-closed-with-results = Terminée le { $day }, résultats publiés
timing-unknown = Dates non précisées

## Vocabulary

status-upcoming = À venir
status-open = Ouverte
status-paused = Entre deux étapes
status-closed = Terminée
status-results = Résultats publiés
status-unknown = Sans date
level-inform = Information
level-consult = Consultation
level-involve = Concertation
level-collaborate = Co-construction
level-empower = Codécision
access-members = Participation réservée aux membres
modality-participatory_budget = Budget participatif
modality-survey = Questionnaire
modality-call_for_projects = Appel à projets
modality-idea_box = Boîte à idées
modality-text_consultation = Consultation sur un texte
modality-vote = Vote
modality-debate = Débat
modality-petition = Pétition
modality-meeting = Rencontre publique
modality-public_inquiry = Enquête publique
modality-prior_concertation = Concertation préalable
modality-electronic_participation = Participation par voie électronique
modality-assembly = Assemblée citoyenne
modality-volunteering = Bénévolat
modality-information = Information
modality-other = Autre
platform-decidim = Decidim
platform-cap-collectif = Cap Collectif
platform-feed = Flux
platform-calendar = Calendrier
platform-opendatasoft = Opendatasoft
platform-file = Liste
platform-passerelle = Passerelle

## Feeds

feed-consultations = Les consultations du territoire
feed-updates = Ce qui s’ouvre, ce qui se termine bientôt et les résultats des consultations du territoire
news-opened = Ouverture : { $title }
news-closing-soon = Se termine le { $day } : { $title }
news-results = Résultats publiés : { $title }

## Every page

skip = Aller au contenu
nav = Principal
nav-consultations = Consultations
nav-agenda = Agenda
nav-subscribe = S’abonner
nav-numbers = Chiffres
footer-relayed = { $count ->
    [0] Relayé par Passerelle
    [one] Relayé par Passerelle depuis une source
   *[other] Relayé par Passerelle depuis { $shown } sources
}
footer-sources = État des sources
footer-data = Données ouvertes
footer-about = À propos
footer-cookies = Aucun cookie, aucune mesure d’audience
footer-take-part = On participe sur le site de la collectivité qui consulte.
footer-files = Ce site est mis à jour par copies :
footer-files-when = la date de celle-ci
message-home = Voir les consultations ouvertes
not-found-title = Cette page n’existe pas
not-found-text = L’adresse est peut-être incomplète, ou la page n’a jamais existé.
gone-title = Cette consultation a été retirée
gone-text = La collectivité ne la publie plus, ou ce site ne la relaie plus.
refused-title = Lien incorrect
refused-name = Ce lien contient un filtre que cette page ne connaît pas : « { $name } ».
refused-value = Dans ce lien, la valeur « { $value } » n’est pas reconnue pour le filtre « { $name } ».
refused-missing = Il manque une information à ce lien : « { $name } ».
refused-meant = Ouvrir la page avec « { $meant } » au lieu de « { $written } »
refused-places = Vouliez-vous dire :
refused-without = Ouvrir la page sans ce filtre
filter-territory = territoire
filter-concerns = commune et ses intercommunalités
filter-near = autour de
filter-radius = distance
filter-status = étape
filter-level = niveau de participation
filter-modality = façon de participer
filter-theme = thème
filter-source = source
filter-platform = plateforme
filter-q = recherche
filter-opens_after = ouvre à partir du
filter-closes_before = se termine au plus tard le
filter-from = premier jour
filter-to = dernier jour
filter-lang = langue
filter-sort = ordre
filter-limit = nombre de résultats
filter-cursor = suite de la liste
filter-place = commune
filter-scope = étendue
filter-view = présentation
filter-widget = présentation du widget
filter-month = mois
filter-scheme = couleurs
filter-consultation = consultation
cancelled = Annulée
unannounced = N’est plus annoncée
all-day = toute la journée
days-from-to = du { $from } au { $to }
online = en ligne

## Portal

portal-heading = Donnez votre avis
portal-heading-in = Donnez votre avis : { $place }
portal-introduction = Les consultations des collectivités du territoire, où qu’elles se tiennent. Vous participez sur le site de la collectivité qui consulte.
portal-title-open = Consultations ouvertes
portal-title = Consultations
search-label = Rechercher une consultation
search-placeholder = Un sujet, une rue, une commune…
search-button = Chercher
filters = Filtres
filters-open = Filtrer : territoire, étape, thème…
filters-active = { $count ->
    [one] Filtrer ({ $shown } filtre actif)
   *[other] Filtrer ({ $shown } filtres actifs)
}
group-territory = Territoire
group-status = Où en est-on ?
group-modality = Façon de participer
group-level = Niveau de participation
group-theme = Thème
group-source = Source
group-more = Lieu, dates et ordre
everywhere = Partout
any-status = Toutes
any = Tout
inside-count = { $count ->
    [one] { $shown } territoire
   *[other] { $shown } territoires
}
others-count = { $count ->
    [one] { $shown } autre…
   *[other] { $shown } autres…
}
results = Résultats
results-count = { $status ->
    [open] { $count ->
        [0] Aucune consultation ouverte
        [one] { $shown } consultation ouverte
       *[other] { $shown } consultations ouvertes
    }
    [upcoming] { $count ->
        [0] Aucune consultation à venir
        [one] { $shown } consultation à venir
       *[other] { $shown } consultations à venir
    }
    [paused] { $count ->
        [0] Aucune consultation entre deux étapes
        [one] { $shown } consultation entre deux étapes
       *[other] { $shown } consultations entre deux étapes
    }
    [closed] { $count ->
        [0] Aucune consultation terminée
        [one] { $shown } consultation terminée
       *[other] { $shown } consultations terminées
    }
    [results] { $count ->
        [0] Aucun résultat publié
        [one] { $shown } consultation dont les résultats sont publiés
       *[other] { $shown } consultations dont les résultats sont publiés
    }
   *[any] { $count ->
        [0] Aucune consultation
        [one] { $shown } consultation
       *[other] { $shown } consultations
    }
}
subscribe-view = S’abonner à cette vue
map = Carte
map-closer = Agrandir
map-farther = Réduire
map-close = Fermer
map-hint = Les points mènent aux mêmes consultations que la liste ci-dessous.
near-me = Autour de moi
near-me-refused = Votre navigateur n’a pas donné votre position : indiquez plutôt une commune.
near-place = À { $radius } km autour de { $place }
near-here = À { $radius } km autour de votre position
place-label = Près de quelle commune ?
place-unknown = Aucune commune ne s’appelle « { $place } ».
place-misspelt = Aucune commune ne s’appelle « { $place } ». Vouliez-vous dire :
place-ambiguous = Plusieurs communes s’appellent « { $place } » : laquelle ?
radius-label = Jusqu’à
kilometres = { $count } km
opens-after-label = Ouvre à partir du
closes-before-label = Se termine au plus tard le
sort-label = Ordre
sort-closing = Se terminent bientôt
sort-recent = Publiées récemment
sort-opening = Ouvrent bientôt
sort-name = Par titre
sort-relevance = Les plus proches des mots cherchés
sort-distance = Les plus proches du lieu
apply = Appliquer
chip-concerns = Ce qui concerne { $place }
filter-remove = Retirer le filtre : { $filter }
filter-words = « { $words } »
filter-opens-after = ouvre à partir du { $day }
filter-closes-before = se termine au plus tard le { $day }
filters-clear = Retirer tous les filtres
empty-title = Rien ne correspond pour le moment
empty-text = Vous pouvez retirer un filtre, chercher dans toutes les étapes, ou vous abonner à cette vue pour être averti dès qu’une consultation s’ouvre.
empty-text-words = Aucune démarche n’y répond, à aucune étape. Vous pouvez essayer d’autres mots, retirer un filtre, ou vous abonner à cette vue pour être averti dès qu’une démarche y répondra.
empty-any-status = { $count ->
    [one] Voir la seule démarche trouvée, à une autre étape
   *[other] Voir les { $shown } démarches, à toutes les étapes
}
found-some = Aucune démarche ne répond à tous les mots ; voici celles qui en contiennent le plus.
found-none-corrected = Aucune démarche ne contient « { $typed } » : la recherche a porté sur « { $words } ».
found-corrected = Résultats pour « { $words } ». Aucune démarche ne contient « { $typed } ».
found-concerned = { $status ->
    [open] { $count ->
        [one] { $place } : { $shown } démarche ouverte vous concerne
       *[other] { $place } : { $shown } démarches ouvertes vous concernent
    }
   *[any] { $count ->
        [one] { $place } : { $shown } démarche vous concerne
       *[other] { $place } : { $shown } démarches vous concernent
    }
}
next-page = Consultations suivantes
first-page = Revenir au début
left-days = { $count ->
    [0] dernier jour
    [one] { $shown } jour
   *[other] { $shown } jours
}
left-hint = pour participer
left-open = ouverte
left-open-hint = sans date limite
left-opens-in = { $count ->
    [0] aujourd’hui
    [one] demain
   *[other] dans { $shown } jours
}
left-opens-hint = ouverture
left-resumes-hint = reprise
left-paused = pause
left-paused-hint = entre deux étapes
left-closed = terminée
left-unknown = sans dates
tag-open-until = Ouverte jusqu’au { $day }
tag-open = Ouverte, sans date limite
tag-closing = Se termine { $day }
tag-opens = Ouvre { $day }
tag-upcoming = À venir
tag-next = Ensuite :
tag-closed = Terminée le { $day }
tag-closed-undated = Terminée
tag-unknown = Dates non précisées
phase-of = Étape { $number } sur { $of }
phase-between = Entre les étapes { $number } et { $next }, sur { $of }
phase-before = Avant la première des { $of } étapes
phase-after = Après la dernière des { $of } étapes
phase-over = Terminée, en { $of } étapes
meetings-count = { $count ->
    [one] { $shown } rencontre
   *[other] { $shown } rencontres
}
contributions-count = { $count ->
    [one] { $shown } contribution
   *[other] { $shown } contributions
}
also-published = aussi publiée par { $names }

## One consultation

breadcrumb = Fil d’Ariane
take-part = Participer sur { $site }
see-at-source = Voir sur { $site }
new-window = (autre site)
remaining = { $count ->
    [0] c’est le dernier jour
    [one] encore { $shown } jour
   *[other] encore { $shown } jours
}
opens-in = { $count ->
    [0] ouvre aujourd’hui
    [one] ouvre demain
   *[other] dans { $shown } jours
}
resumes-in = { $count ->
    [0] reprise aujourd’hui
    [one] reprise demain
   *[other] reprise dans { $shown } jours
}
section-description = De quoi il s’agit
section-phases = Les étapes
phase-here = vous êtes ici
phase-running = en cours
phase-untitled = Étape { $number }
section-meetings = Se rencontrer
meetings-past = { $count ->
    [one] La rencontre passée
   *[other] Les { $shown } rencontres passées
}
add-to-calendar = ajouter à mon agenda
add-to-calendar-named = ajouter à mon agenda : { $title }
section-results = Les résultats
results-on = Publiés le { $day }.
results-due = Annoncés pour le { $day }.
results-none = La collectivité n’a pas joint de document.
section-numbers = En chiffres
count-contributions = Contributions
count-participants = Participants
count-votes = Votes et soutiens
count-meetings = Rencontres
count-meetings-to-come = { $shown } à venir
count-meetings-value = { $count ->
    [0] { $all }
   *[other] { $all }, dont { $shown } à venir
}
open-since = Ouverte depuis
open-for = Durée
section-origin = D’où vient cette page
origin-organiser = Qui consulte
origin-territory = Territoire
origin-territory-inferred = { $name } (d’après l’adresse de la source)
origin-level = Niveau
origin-access = Participation
origin-access-members = Réservée aux membres ; lecture ouverte à tous
origin-themes = Thèmes
origin-source = Source
origin-platform = Plateforme
origin-read = Mise à jour
origin-via = Reprise par
origin-also = Aussi sur
origin-licence = Licence
section-follow = Suivre
follow-text = Les nouvelles du territoire : ouvertures, clôtures, résultats.
follow-calendar = Ses rencontres dans mon agenda

## Agenda

agenda-title = Réunions et échéances
agenda-title-in = Réunions et échéances : { $place }
agenda-all = toutes les communes
agenda-view = Affichage
agenda-view-list = À venir
agenda-view-day = Jour
agenda-view-week = Semaine
agenda-view-month = Mois
agenda-week-of = Semaine du { $from } au { $to }
agenda-from = À partir du { $day }
agenda-previous-day = Jour précédent
agenda-next-day = Jour suivant
agenda-previous-week = Semaine précédente
agenda-next-week = Semaine suivante
agenda-previous-month = Mois précédent
agenda-next-month = Mois suivant
agenda-today = Aujourd’hui
agenda-next = Suite de l’agenda
agenda-empty = Aucun rendez-vous pour le moment.
agenda-empty-period = Aucun rendez-vous à ces dates.
agenda-get = Recevoir dans mon agenda
agenda-print = Version à afficher
agenda-opening = Ouverture
agenda-closing = Clôture
agenda-deadline-last-day = dernier jour
agenda-poster-address = Tout l’agenda et les consultations : { $address }
agenda-all-day = journée

## Subscribing

subscribe-title = S’abonner
subscribe-introduction = Choisissez ce qui vous intéresse : vous obtenez des adresses à donner à votre lecteur de flux ou à votre agenda. Aucun compte, aucune adresse électronique.
subscribe-choose = Ce qui vous intéresse
subscribe-choose-files = Choisissez un territoire. Pour un thème ou une façon de participer, filtrez les consultations, puis suivez « S’abonner à cette vue ».
subscribe-place-label = Commune ou intercommunalité
subscribe-concerns = Ce qui la concerne : la commune, et les collectivités dont elle fait partie
subscribe-scope = Jusqu’où ?
subscribe-inside = Seulement ce qui s’y passe
subscribe-words = Mots à trouver
subscribe-show = Voir les adresses
subscribe-chosen = Votre choix
subscribe-everything = Tout le territoire, à toutes les étapes
subscribe-items = { $count ->
    [0] Aucune consultation en ce moment
    [one] { $shown } consultation
   *[other] { $shown } consultations
}
subscribe-meetings = { $count ->
    [0] Aucune rencontre à venir
    [one] { $shown } rencontre à venir
   *[other] { $shown } rencontres à venir
}
subscribe-reader = Dans un lecteur de flux
subscribe-reader-text = Pour les consultations elles-mêmes.
subscribe-news = Seulement les nouvelles
subscribe-news-text = Ce qui s’ouvre, ce qui se termine bientôt, ce qui publie ses résultats.
subscribe-calendar = Dans un agenda
subscribe-calendar-text = Les rencontres, tenues à jour dans votre téléphone ou votre ordinateur.
subscribe-calendar-deadlines = Rencontres, ouvertures et clôtures
subscribe-calendar-deadlines-text = Les mêmes, avec le premier et le dernier jour de chaque consultation.
subscribe-calendar-open = Ouvrir dans mon agenda
subscribe-widget = Dans le site d’une commune
subscribe-widget-text = Copiez ces lignes dans une page de votre site. Rien d’autre à installer.
subscribe-widget-view = Présentation
subscribe-widget-lines = les lignes du widget
subscribe-widget-frame = la ligne du cadre
subscribe-widget-more = Réglages du site qui accueille le widget
subscribe-widget-policy = Si votre site limite ce qu’il charge (Content-Security-Policy), ajoutez-y :
subscribe-widget-reserve = Pour que rien ne bouge dans la page pendant le chargement, ajoutez à sa feuille de style :
subscribe-widget-iframe = Si votre site refuse les scripts d’un autre site, un simple cadre montre la même chose :
subscribe-widget-frame-policy = Le cadre demande dans Content-Security-Policy :
subscribe-preview = Aperçu
subscribe-data = Pour les tableurs et les cartes
address-rss = RSS
address-atom = Atom
address-json = JSON Feed
address-ics = iCalendar
address-csv = CSV
address-csv-french = CSV pour tableur français (points-virgules)
address-geojson = GeoJSON
address-opml = OPML, une entrée par territoire
subscribe-copy = Copier
subscribe-copied = Copié

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

## About

about-title = À propos
about-what = Ce qu’est ce site
about-what-text = Ce site rassemble les consultations publiques de plusieurs collectivités. Il les lit sur leurs plateformes et les reprend telles qu’elles sont publiées ; on participe toujours sur le site de la collectivité qui consulte.
about-run-by = Tenu par { $name }.
about-contact = Pour écrire à qui tient ce site :
about-numbers = Ce qu’on y trouve
about-numbers-text = { $consultations }, { $meetings } et { $sources }.
about-sources = Les sources
about-privacy = Vos données
about-privacy-text = Aucun cookie, aucun compte, aucune mesure d’audience, aucun contenu chargé depuis un autre site. Les noms des personnes qui contribuent ne sont ni demandés aux plateformes, ni conservés, ni affichés.
about-accessibility = Accessibilité
about-accessibility-text = Les pages sont conçues selon les WCAG 2.2 au niveau AA et le RGAA 4. Elles fonctionnent sans JavaScript, au clavier et avec un lecteur d’écran.
about-reuse = Réutiliser
about-reuse-text = Chaque page existe aussi en données ouvertes : flux, agenda, tableur et interface de programmation.
about-reuse-api = Documentation de l’interface
about-software = Ce site fonctionne avec Passerelle, un logiciel libre sous licence EUPL 1.2.
sources-count = { $count ->
    [0] aucune source
    [one] { $shown } source
   *[other] { $shown } sources
}
rendezvous-count = { $count ->
    [0] aucun rendez-vous
   *[other] { $shown } rendez-vous
}
consultations-count = { $count ->
    [0] aucune consultation
    [one] { $shown } consultation
   *[other] { $shown } consultations
}

## Health of the sources

sources-title = État des sources
sources-copied = Cette copie du site a été faite le { $day }.
sources-none = Aucune source n’est configurée.
source-relayed = { $count ->
    [0] Aucune démarche relayée
    [one] { $shown } démarche relayée
   *[other] { $shown } démarches relayées
}
sources-all-well = Toutes les sources sont à jour.
sources-troubled = { $count ->
    [one] { $shown } source sur { $all } n’est pas entièrement à jour.
   *[other] { $shown } sources sur { $all } ne sont pas entièrement à jour.
}
sources-held = { $count ->
    [one] { $shown } source attend une décision.
   *[other] { $shown } sources attendent une décision.
}
sources-unknown = { $count ->
    [one] { $shown } source n’a pas encore été interrogée.
   *[other] { $shown } sources n’ont pas encore été interrogées.
}
sources-nothing-lost = Rien n’est perdu : ce qui était connu reste affiché, et chaque source est interrogée de nouveau d’elle-même.
sources-for-team = Pour l’équipe du site : { $command } donne le détail et ce qu’il faut faire, où ID est l’identifiant écrit sous le nom de la source.
health-held = En attente de décision
health-unknown = Jamais interrogée
health-healthy = À jour
health-degraded = Partielle
health-failing = En erreur
source-failing = La dernière lecture n’a pas abouti.
source-team = Pour l’équipe du site
source-last-success = Dernière lecture complète le { $at }
source-never = Jamais lue en entier jusqu’ici
source-troubled-since = Problème depuis le { $at }
source-next = Prochaine lecture prévue le { $at }
twins-title = Doublons possibles
twins-none = Aucun doublon n’est soupçonné.
twins-text = Ces consultations de sources différentes se ressemblent. Elles restent affichées deux fois tant que personne n’a décidé ; la décision s’envoie à POST /admin/duplicates ou s’écrit dans la configuration.
twins-text-files = Ces consultations de sources différentes se ressemblent. Elles restent affichées deux fois tant que personne n’a décidé.
twins-here = ici
twins-score = Ressemblance : { $score } sur 100 ({ $why })
likeness-same_title = même titre
likeness-similar_title = titres proches
likeness-same_territory = même territoire
likeness-nested_territory = un territoire dans l’autre
likeness-same_dates = mêmes dates
likeness-overlapping_dates = dates qui se recouvrent
likeness-unknown_dates = dates inconnues

## Figures

title-upcoming = à venir
title-open = ouvertes
title-paused = entre deux étapes
title-closed = terminées
title-results = avec résultats
title-unknown = sans date
title-near = { $place } et { $radius } km alentour
numbers-title = En chiffres
numbers-title-of = En chiffres : { $place }
numbers-summary = { $consultations }, { $meetings } et { $sources }.
numbers-table = Le tableau
numbers-sheet = Ces chiffres en CSV
numbers-series = Consultations
numbers-code = Code
numbers-opened = Ouvertes
numbers-closed = Closes
chart-status = Où elles en sont
chart-status-row = État
chart-status-sentence = { $count ->
    [0] Aucune consultation.
    [one] { $shown } consultation, dont { $open } en ce moment.
   *[other] { $shown } consultations, dont { $open } en ce moment.
}
chart-status-open = { $count ->
    [one] { $shown } ouverte
   *[other] { $shown } ouvertes
}
chart-territory = Par territoire
chart-territory-row = Territoire
chart-territory-sentence = Chaque territoire compte aussi ce qui se passe dans ceux qu’il contient.
chart-level = Par niveau de participation
chart-level-row = Niveau
chart-level-none = Aucun niveau déclaré
chart-level-sentence = { $count ->
    [0] Le niveau est celui que la collectivité déclare ; toutes en déclarent un.
    [one] Le niveau est celui que la collectivité déclare ; { $shown } consultation n’en déclare aucun.
   *[other] Le niveau est celui que la collectivité déclare ; { $shown } consultations n’en déclarent aucun.
}
chart-modality = Comment on participe
chart-modality-row = Modalité
chart-modality-sentence = Une consultation compte pour chacune de ses modalités.
chart-most = Le plus souvent : { $label } ({ $shown }). { $sentence }
chart-months = Ouvertures et clôtures, mois par mois
chart-months-row = Mois
chart-months-sentence = En deux ans, { $openings } et { $closings }.
chart-months-openings = { $count ->
    [one] { $shown } ouverture
   *[other] { $shown } ouvertures
}
chart-months-closings = { $count ->
    [one] { $shown } clôture
   *[other] { $shown } clôtures
}
chart-durations = Combien de temps elles restent ouvertes
chart-durations-row = Durée
chart-durations-sentence = La moitié durent { $days } au plus, sur { $known } dont on connaît l’ouverture et la clôture.
chart-durations-none = Aucune consultation n’annonce à la fois son ouverture et sa clôture.
chart-durations-at-most = { $to } jours au plus
chart-durations-between = { $from } à { $to } jours
chart-durations-at-least = { $from } jours et plus
chart-results = Ce qu’il en est sorti
chart-results-row = Suite donnée
chart-results-sentence = { $percent } % des consultations terminées ont publié leurs résultats ({ $published } sur { $over }).
chart-results-none = Aucune consultation n’est terminée.
chart-results-with = Résultats publiés
chart-results-without = Sans résultats publiés

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

# Ce qui s’est passé à une source. `reason-CODE` est pour tout le monde, `reason-CODE-ask` se copie dans un courriel à qui tient la plateforme,
# `reason-CODE-detail` est pour l’équipe du site. Ce qui entre dans une liste commence par une minuscule et n’a pas de point.

reason-to-ask = À demander à qui tient la plateforme : « { $ask } »
reason-separator = {"\u00A0;"}
reason-quoted = « { $text } »
reason-item = { $place } : { $why }
reason-with-detail = { $sentence } ({ $detail })
reason-place-line = ligne { $number }
reason-place-entry = entrée n° { $number }
reason-place-change = changement { $number }
reason-place-event = événement du { $day }
reason-word-everything = l’ensemble
reason-word-texts = les textes
reason-word-dates = les dates
reason-word-phases = les étapes
reason-word-modalities = les fonctionnalités et leurs réunions
reason-word-image = l’image
reason-word-state = l’état
reason-word-counts = les nombres
reason-word-results = les résultats

reason-withdrawals_held = Depuis le { $since }, il manque à la fois { $consultations ->
    [0] { $meetings ->
        [one] { $meetings-shown } réunion à venir
       *[other] { $meetings-shown } réunions à venir
    }, alors que { $meetings ->
        [one] sa démarche est toujours annoncée
       *[other] leurs démarches sont toujours annoncées
    }
    [one] { $consultations-shown } démarche{ $meetings ->
        [0] {""}
       *[other] {" "}et { $meetings-shown } réunions à venir
    }
   *[other] { $consultations-shown } démarches{ $meetings ->
        [0] {""}
       *[other] {" "}et { $meetings-shown } réunions à venir
    }
} : rien n’est retiré ni annoncé comme annulé, tout reste affiché en attendant une décision.
reason-withdrawals_held-ask = Depuis le { $since }, une grande partie de ce que publiait votre plateforme n’y apparaît plus. Est-ce voulu ?
reason-withdrawals_held-detail = C’est plus du tiers de la source. Regardez d’abord ce qui s’est passé sur la plateforme : ce qui y revient n’appelle rien de votre part. Si tout cela a vraiment disparu, et seulement alors, confirmez-le : passerelle poll --source { $source } --confirm-withdrawals

reason-host_moved = { $by ->
    [origin] Cette source annonce sous une autre adresse { $count ->
        [one] { $count-shown } démarche déjà connue
       *[other] { $count-shown } démarches déjà connues
    } : rien n’est publié en double et rien n’est retiré, en attendant une décision.
   *[other] La plateforme répond à l’adresse { $to }, et elle y est lue.
}
reason-host_moved-detail = { $by ->
    [origin] Les identifiants connus sont faits de « { $former } »{ $owner ->
        [none] {""}
       *[other] {" "}par la source « { $owner } », qui n’est plus configurée
    }. Si la plateforme a changé d’adresse, écrivez origin = "{ $former }" pour « { $source } » : chaque identifiant reste ce qu’il était. S’il s’agit vraiment d’autres démarches, et seulement alors, confirmez-le : passerelle poll --source { $source } --confirm-withdrawals
    [host] Mettez url = "{ $to }", et origin = "{ $former }" (l’ancien nom d’hôte) pour que rien ne passe pour nouveau.
   *[other] Mettez url = "{ $to }" pour éviter une redirection.
}

reason-identity_collision = { $count ->
    [one] { $count-shown } démarche de cette source n’est pas affichée : la source « { $owner } » en a une autre sous le même identifiant, qui reste affichée.
   *[other] { $count-shown } démarches de cette source ne sont pas affichées : la source « { $owner } » en a d’autres sous les mêmes identifiants, qui restent affichées.
}
reason-identity_collision-detail = Clés en cause : { $keys }. Pour distinguer les deux sources, écrivez origin = "{ $origin }" pour « { $source } », et n’y touchez plus.

reason-records_rejected = { $count ->
    [one] { $count-shown } entrée de cette source ne peut pas être relayée.
   *[other] { $count-shown } entrées de cette source ne peuvent pas être relayées.
}
reason-records_rejected-ask = Voici ce qui empêche de relayer une partie de ce que vous publiez : { $records }.
reason-key_unusable = la clé manque, ou elle est trop longue
reason-key_unusable-detail = clé { $key }
reason-page_refused = l’adresse ne peut pas être relayée : il faut http ou https, et ni page personnelle, ni jeton, ni courriel, ni numéro de téléphone
reason-page_refused-detail = clé { $key }
reason-text_missing = il n’y a ni titre ni texte
reason-text_missing-detail = clé { $key }
reason-territory_code_unknown = { $title ->
    [none] {""}
   *[other] « { $title } », {""}
}aucun territoire ne porte le code indiqué : corrigez-le, ou écrivez le nom
reason-territory_code_unknown-detail = clé { $key }
reason-territory_name_unknown = { $title ->
    [none] {""}
   *[other] « { $title } », {""}
}aucun territoire, ou plusieurs, ne porte le nom indiqué{ $name ->
    [none] {""}
   *[other] {" "}(« { $name } », proche de { $alike })
} : écrivez son code INSEE ou son SIREN
reason-territory_name_unknown-detail = clé { $key }

reason-partial_answer = { $part ->
    [feed_end] Le flux s’arrête avant sa fin, ou compte plus de 2000 entrées : ce qui en a été lu est relayé, et rien n’est retiré.
    [in_turns] Il y a trop à lire en une fois : la suite est lue aux prochains passages, et ce qui était connu reste affiché.
    [assembly_links] Il y a trop à lire en une fois : la suite est lue aux prochains passages, et ce qui était connu reste affiché.
    [petition_dates] Il y a trop à lire en une fois : la suite est lue aux prochains passages, et ce qui était connu reste affiché.
    [too_many_meetings] Il y a trop de réunions à lire en une fois : la suite est lue aux prochains passages, et celles qui étaient connues restent affichées.
    [origins] { $count ->
        [one] { $count-shown } démarche dont l’autre passerelle ne dit pas d’où elle vient n’est pas relayée.
       *[other] { $count-shown } démarches dont l’autre passerelle ne dit pas d’où elles viennent ne sont pas relayées.
    }
    [parts] Une partie d’une démarche n’a pas pu être lue ({ $parts }) ; ce qui en était connu reste affiché.
    [meetings] Des réunions n’ont pas pu être lues ; celles qui étaient connues restent affichées.
    [events] Des réunions n’ont pas pu être lues ; celles qui étaient connues restent affichées.
    [counts] Les nombres de contributions et de participants n’ont pas pu être lus ; ceux qui étaient connus restent affichés.
   *[other] Une partie de ce que publie cette plateforme n’a pas pu être lue ; ce qui en était connu reste affiché.
}
reason-partial_answer-ask = { $part ->
    [feed_end] Votre flux s’arrête avant sa fin, ou compte plus de 2000 entrées. Pouvez-vous le faire vérifier, par exemple sur https://validator.w3.org/feed/ ?
    [one_by_one] Votre plateforme renvoie une erreur quand on lit une liste entière par son API. Pouvez-vous en faire chercher la cause dans les journaux du serveur ?
    [parts] Votre plateforme renvoie une erreur quand on lit une partie d’une démarche par son API. Pouvez-vous en faire chercher la cause dans les journaux du serveur ?
    [space] Votre plateforme renvoie une erreur quand on lit une démarche par son API. Pouvez-vous en faire chercher la cause dans les journaux du serveur ?
    [fields] Votre plateforme renvoie une erreur quand on lit certaines données par son API. Pouvez-vous en faire chercher la cause dans les journaux du serveur ?
   *[other] {""}
}
reason-partial_answer-detail = { $part ->
    [list] La liste « { $list } » n’est pas venue entière.
    [one_by_one] La liste « { $list } » ne s’obtient pas d’un seul tenant : ce qui y manque est demandé un par un.
    [in_turns] De « { $list } », { $count-shown } sont à demander un par un, à tour de rôle.
    [parts] Il s’agit de { $space }.
    [space] Il s’agit de { $space } : { $fault ->
        [form] la réponse n’a pas la forme attendue
        [another] la plateforme répond par un autre espace
       *[other] la plateforme échoue sur lui comme sur la liste qui le contient
    }.
    [assemblies] La liste des assemblées n’a pas pu être lue.
    [assembly_links] Il reste des assemblées dont les liens sont à demander un par un.
    [petition_dates] Il reste des pétitions dont les dates sont à demander une par une.
    [attachments] Ce à quoi les concertations sont rattachées n’a pas pu être lu : ce qui en est connu tient.
    [fields] Dans le document « { $document } », la plateforme échoue sur { $fields } : le reste est demandé sans.
    [meetings] Il s’agit du composant { $component } de { $space } : { $why }.
    [feed_end] {""}
    [too_many_meetings] {""}
    [origins] {""}
   *[other] { $why ->
        [none] La plateforme échoue sur une partie de ses réponses.
       *[other] Cause : { $why }.
    }
}
reason-exchange_failed = l’échange avec la plateforme n’a pas abouti
reason-exchange_failed-detail = { $cause }

reason-bad_dates = { $count ->
    [one] { $count-shown } date illisible est laissée de côté.
   *[other] { $count-shown } dates illisibles sont laissées de côté.
}
reason-stray_text = Un texte étranger, souvent le message d’erreur d’un programme, accompagne ce que publie cette source ; le reste a été lu.
reason-stray_text-ask = Un message de programme précède ou suit ce qu’envoie votre site à cette adresse, et d’autres lecteurs peuvent le refuser. Pouvez-vous faire regarder le début et la fin de la réponse ?

reason-entries_unreadable = { $in ->
    [list] { $count ->
        [one] { $count-shown } entrée de la liste ne peut pas être lue : ce qui en était connu reste affiché, et rien n’est retiré tant qu’elle n’est pas corrigée.
       *[other] { $count-shown } entrées de la liste ne peuvent pas être lues : ce qui en était connu reste affiché, et rien n’est retiré tant qu’elles ne sont pas corrigées.
    }
    [feed] { $count ->
        [one] { $count-shown } entrée du flux est mal formée et n’a pas été lue.
       *[other] { $count-shown } entrées du flux sont mal formées et n’ont pas été lues.
    }
   *[other] { $count ->
        [one] { $count-shown } changement annoncé par l’autre passerelle ne peut pas être lu ; ce qui en était connu reste affiché.
       *[other] { $count-shown } changements annoncés par l’autre passerelle ne peuvent pas être lus ; ce qui en était connu reste affiché.
    }
}
reason-entries_unreadable-ask = { $in ->
    [list] À corriger dans la liste : { $entries }.
    [feed] Des entrées de votre flux sont mal formées{ $entries ->
        [none] {""}
       *[other] {" "}({ $entries })
    }. Pouvez-vous le faire vérifier, par exemple sur https://validator.w3.org/feed/ ?
   *[other] Notre passerelle ne sait pas lire certains changements de la vôtre ({ $places }). Sont-elles toutes deux à jour ?
}

reason-being_written = La liste est en cours d’enregistrement : ce qui en a été lu reste affiché, et elle sera relue au prochain passage.
reason-columns_unknown = Des colonnes de la liste ne sont pas lues, car leurs noms ne disent rien de connu.
reason-columns_unknown-ask = Colonnes dont le nom n’est pas reconnu : { $columns }.
reason-column_unknown = « { $name } »{ $near ->
    [none] {""}
   *[other] {" "}(peut-être « { $near } »)
}
reason-known_by_title = { $count ->
    [one] { $count-shown } entrée de la liste n’a ni identifiant ni lien : elle est reconnue à son titre, et un titre modifié en ferait une autre démarche.
   *[other] { $count-shown } entrées de la liste n’ont ni identifiant ni lien : elles sont reconnues à leur titre, et un titre modifié en ferait d’autres démarches.
}
reason-known_by_title-ask = Pouvez-vous donner un identifiant (colonne « id ») à : { $places } ?
reason-without_page = { $count ->
    [one] { $count-shown } entrée de la liste n’a pas de page à elle, et mène à { $home }
   *[other] { $count-shown } entrées de la liste n’ont pas de page à elles, et mènent à { $home }
}
reason-without_page-ask = Pouvez-vous indiquer l’adresse de la page (colonne « lien ») pour : { $places } ?
reason-cell_wrong = « { $column } »{ $value ->
    [none] {""}
   *[other] {" "}(« { $value } »)
} doit être { $wanted ->
    [yes_or_no] oui ou non
    [count] un nombre entier
    [state] à venir, ouverte ou terminée
    [level] un de ces niveaux : { $words }
    [modality] une de ces modalités : { $words }
    [address] une adresse web comme https://www.example.fr/plu
    [degrees] un nombre de degrés comme 43.8367
    [point] une latitude et une longitude comme 43.8367, 4.3601
    [territory] le nom d’une commune, ou un code : INSEE (30189), SIREN (243000643), dep-30 ou reg-76
    [day] un jour comme 31/12/2026 ou 2026-12-31
    [time] une heure comme 18:30 ou 18h30
    [end_time] une heure comme 20:30
   *[other] une heure comme 20:30, ou un jour comme 31/12/2026
}
reason-title_missing = il n’y a pas de titre (« { $column } »)
reason-entry_twin = { $by ->
    [id] même « { $column } » que { $first }
    [address] même adresse que { $first }
   *[other] même titre que { $first }
} (donnez à chacune son propre « { $column } »)
reason-end_before_beginning = « { $end } » ne doit pas précéder « { $beginning } »
reason-meeting_undated = une réunion n’a pas de date (« { $column } »)
reason-meeting_end_alone = une réunion a une heure de fin (« { $end } ») et pas d’heure de début (« { $beginning } », ou 31/12/2026 18:30)
reason-cell_is_table = « { $column } » contient un tableau, là où il faut un texte
reason-not_a_table = { $what ->
    [meeting] une réunion n’est pas un tableau
   *[other] ce n’est pas un tableau
}
reason-quote_unclosed = un guillemet ouvert ici n’est jamais fermé : la suite n’est pas lue
reason-line_cut = le fichier s’arrête au milieu de cette ligne
reason-cells_too_many = il y a plus de cellules que de colonnes : un texte qui contient le séparateur se met entre guillemets

reason-several_feeds = La page annonce { $count-shown } flux ; celui de { $to } est lu.
reason-several_feeds-detail = Pour en lire un autre, mettez son adresse dans url.
reason-entries_without_page = { $count ->
    [one] { $count-shown } entrée du flux ne mène à aucune page qui lui soit propre, et ne peut pas être relayée.
   *[other] { $count-shown } entrées du flux ne mènent à aucune page qui leur soit propre, et ne peuvent pas être relayées.
}
reason-entries_without_page-ask = Pouvez-vous donner à chaque entrée de votre flux l’adresse de sa page ?{ $titles ->
    [none] {""}
   *[other] {" "}Elle manque à : { $titles }.
}
reason-dates_unreadable = { $count ->
    [one] { $count-shown } entrée du flux donne sa date d’une façon illisible, et est relayée sans elle.
   *[other] { $count-shown } entrées du flux donnent leur date d’une façon illisible, et sont relayées sans elle.
}
reason-dates_unreadable-ask = Pouvez-vous écrire les dates de votre flux comme 2026-11-23T14:30:00+01:00 ?{ $dates ->
    [none] {""}
   *[other] {" "}On y lit aujourd’hui : { $dates }.
}
reason-entry_malformed = mal formée{ $title ->
    [none] {""}
   *[other] {" "}(« { $title } »)
}

reason-calendar_cut_short = Le calendrier s’arrête au milieu, ou dépasse la taille d’un agenda : ce qui y manque reste affiché comme avant.
reason-calendar_cut_short-ask = Votre calendrier s’arrête au milieu d’un événement, ou sa taille est excessive. Pouvez-vous le faire regarder ?
reason-text_before_calendar = Un texte étranger, souvent le message d’erreur d’un programme, précède le calendrier ; celui-ci a été lu.
reason-text_before_calendar-ask = Un message de programme précède votre calendrier, et d’autres agendas peuvent le refuser. Pouvez-vous faire regarder le début de la réponse ?
reason-events_unreadable = { $count ->
    [one] { $count-shown } événement du calendrier ne peut pas être lu.
   *[other] { $count-shown } événements du calendrier ne peuvent pas être lus.
}
reason-events_unreadable-ask = L’événement n° { $number-shown } de votre calendrier { $fault ->
    [start] n’a pas de début lisible (DTSTART)
   *[other] est mal formé
}. Pouvez-vous le corriger ?
reason-events_private = { $count ->
    [one] { $count-shown } événement est marqué privé ou confidentiel, et n’est pas relayé.
   *[other] { $count-shown } événements sont marqués privés ou confidentiels, et ne sont pas relayés.
}
reason-time_zone_unknown = { $count ->
    [one] { $count-shown } événement est dans un fuseau horaire que rien ne définit : il est lu dans celui du calendrier, à défaut dans celui de la source.
   *[other] { $count-shown } événements sont dans un fuseau horaire que rien ne définit : ils sont lus dans celui du calendrier, à défaut dans celui de la source.
}
reason-time_zone_unknown-detail = Si les heures sont fausses, corrigez timezone.
reason-repetitions_not_computed = { $count ->
    [one] { $count-shown } événement se répète selon une règle illisible, trop longue à calculer ou d’un autre calendrier : toutes ses dates ne sont pas données.
   *[other] { $count-shown } événements se répètent selon une règle illisible, trop longue à calculer ou d’un autre calendrier : toutes leurs dates ne sont pas données.
}
reason-events_too_many = { $count ->
    [one] { $count-shown } événement est laissé de côté, car il y en a trop.
   *[other] { $count-shown } événements sont laissés de côté, car il y en a trop.
}
reason-events_too_many-detail = Les plus proches sont relayés. Pour choisir lesquels, écrivez des règles [[sources.include]].

reason-too_many_records = Le jeu de données compte { $count-shown } enregistrements ; les { $read-shown } premiers sont lus.
reason-too_many_records-detail = Pour choisir lesquels, écrivez where.
reason-key_shared = { $count ->
    [one] { $count-shown } enregistrement a la clé d’un autre, et n’est pas relayé.
   *[other] { $count-shown } enregistrements ont la clé d’un autre, et ne sont pas relayés.
}
reason-key_shared-detail = fields.id doit nommer un champ que deux enregistrements ne partagent jamais ; ce n’est pas le cas de « { $field } ».
reason-values_unreadable = { $count ->
    [one] { $count-shown } valeur illisible est laissée de côté.
   *[other] { $count-shown } valeurs illisibles sont laissées de côté.
}
reason-values_unreadable-detail = Vérifiez que les champs contiennent ce que dit fields : { $fields }.
reason-field_values = { $count ->
    [one] { $count-shown } valeur
   *[other] { $count-shown } valeurs
}
reason-field_values-detail = champ « { $field } »
reason-records_lacking = { $count ->
    [one] { $count-shown } enregistrement sans clé, sans titre ou sans adresse n’est pas relayé.
   *[other] { $count-shown } enregistrements sans clé, sans titre ou sans adresse ne sont pas relayés.
}
reason-records_lacking-detail = La clé est lue dans « { $key } », le titre dans « { $title } ».
reason-statuses_unknown = Des états de démarches ne sont pas reconnus : { $words }.
reason-statuses_unknown-detail = Dites dans fields.statuses ce qu’ils signifient.

reason-links_follow = Il y a trop de projets pour lire les réunions de chacun en une fois : la suite est lue aux prochains passages.
reason-language_refused = La plateforme ne répond pas dans la langue « { $language } ».
reason-language_refused-ask = Pouvez-vous activer la langue « { $language } » sur votre plateforme (fonction « multilangue ») ?
reason-language_refused-detail = Sinon, languages ne doit nommer pour cette source que les langues qu’elle parle.
reason-projects_without_page = { $count ->
    [one] { $count-shown } projet sans page sur la plateforme (il est sur un autre site, ou n’a pas d’étape) n’est pas relayé.
   *[other] { $count-shown } projets sans page sur la plateforme (ils sont sur un autre site, ou n’ont pas d’étape) ne sont pas relayés.
}

reason-capabilities = La plateforme répond comme { $version ->
    [none] { $first ->
        [none] { $nearest ->
            [none] Decidim
           *[other] Decidim, au plus près de la version { $nearest } (une version plus récente que celles qui sont connues ici, ou adaptée)
        }
       *[other] Decidim { $first } à { $last }, sans dire laquelle
    }
   *[other] Decidim { $version }
} ; { $count ->
    [0] elle a tout ce qui peut être lu ici.
    [one] il lui manque un des éléments que d’autres versions permettent de lire.
   *[other] il lui manque { $count-shown } des éléments que d’autres versions permettent de lire.
}
reason-capabilities-detail = { $missing ->
    [none] {""}
   *[other] Ne lui sont pas demandés : { $missing }.
}
reason-fields_unknown = La plateforme ne dit pas ce qui lui manque : on ne lui demande que ce qu’a toute version de Decidim.
reason-stale_link = Une assemblée renvoie à un contenu supprimé, et ses liens ne peuvent pas être lus.
reason-stale_link-ask = Une assemblée de votre plateforme renvoie à un contenu supprimé. Pouvez-vous l’enregistrer à nouveau dans l’administration ?
reason-stale_link-detail = Il s’agit de l’assemblée { $assembly }.
reason-meetings_unsettled = Des réunions ont changé pendant qu’elles étaient lues : celles qui manquent restent affichées comme avant.
reason-meetings_unsettled-detail = Il s’agit du composant { $component }.

# La ligne de commande.

poll-head-source = source
poll-head-health = état
poll-head-fetched = lues
poll-head-new = nouvelles
poll-head-changed = modifiées
poll-head-withdrawn = retirées
poll-head-missing = absentes
poll-head-meetings = réunions
poll-head-requests = requêtes
poll-head-seconds = secondes
poll-head-errors = erreurs
poll-no-such-source = erreur : il n’y a pas de source « { $id } » dans { $file } ; il y a : { $known }
check-valid = { $count ->
    [0] { $file } : valide, aucune source
    [one] { $file } : valide, { $shown } source
   *[other] { $file } : valide, { $shown } sources
}
check-origin-changed = { $count ->
    [one] { $shown } démarche de « { $source } » est connue
   *[other] { $shown } démarches de « { $source } » sont connues
} sous des identifiants faits de « { $former } », et de nouveaux seraient faits de « { $origin } » : si la plateforme a changé d’adresse, écrivez origin = "{ $former }" ; s’il s’agit d’une autre plateforme, donnez-lui un id à elle
check-last-poll = la dernière lecture de « { $source } » a trouvé : { $reason }
