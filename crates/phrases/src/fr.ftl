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
filter-other = { $name } : { $value }
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

# Ce qui s’est passé à une source. `reason-CODE` est pour tout le monde, `reason-CODE-ask` se copie dans un courriel à l’équipe de la plateforme,
# `reason-CODE-detail` est pour l’équipe du site. Ce qui entre dans une liste commence par une minuscule et n’a pas de point.

reason-to-ask = À demander à l’équipe de la plateforme : « { $ask } »
reason-separator = {"\u00A0;"}
reason-quoted = « { $text } »
reason-item = { $place } : { $why }
reason-with-detail = { $sentence } ({ $detail })
reason-size-bytes = { $number } octets
reason-size-kb = { $number } ko
reason-size-mb = { $number } Mo
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

reason-withdrawals_held = Depuis le { $since }, il manque { $consultations ->
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
    [meetings] Il s’agit du composant { $component } de { $space }. { $why }
    [feed_end] {""}
    [too_many_meetings] {""}
    [origins] {""}
   *[other] { $why ->
        [none] La plateforme échoue sur une partie de ses réponses.
       *[other] { $why }
    }
}

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

reason-capabilities-stage = { $stage ->
    [development] {" "}(en développement)
   *[none] {""}
}
reason-capabilities = La plateforme répond comme { $version ->
    [none] { $first ->
        [none] { $nearest ->
            [none] Decidim
           *[other] Decidim, au plus près de la version { $nearest }{ reason-capabilities-stage } : une version plus récente que celles qui sont connues ici, ou adaptée
        }
       *[other] Decidim { $first } à { $last }{ reason-capabilities-stage }, sans dire laquelle
    }
   *[other] Decidim { $version }{ reason-capabilities-stage }
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

reason-asked = Adresse demandée : { $address }.
reason-answered = Adresse demandée : { $address }{ $status ->
    [0] .
   *[other] , réponse { $status-shown }.
}
reason-expected = { $platform ->
    [decidim] une plateforme Decidim
    [cap-collectif] une plateforme Cap Collectif
    [opendatasoft] un portail Opendatasoft
    [passerelle] une autre passerelle
    [feed] un flux
    [calendar] un agenda (iCalendar)
    [file] une liste
   *[any] quelque chose que cette passerelle sait lire
}
reason-let-through = Pouvez-vous laisser passer jusqu’à { $address } les requêtes dont le User-Agent commence par “Passerelle/” ?
reason-logs = { $address } répond par une erreur. Pouvez-vous en faire chercher la cause dans les journaux du serveur ?
reason-report = Le journal de la passerelle dit pourquoi : signalez-le.

reason-robot_wall = Le site { $host } est protégé contre les robots{ $by ->
    [none] {""}
   *[other] {" "}({ $by })
}, et aucun programme ne peut le lire.
reason-robot_wall-ask = Pouvez-vous laisser passer sans vérification, jusqu’à { $address }, les requêtes dont le User-Agent commence par “Passerelle/” ? La protection contre les robots de votre site empêche notre agenda de relayer vos démarches.
reason-robot_wall-detail = { reason-answered }
reason-sign_in = Le site { $host } demande un compte, une clé ou un mot de passe : ce qu’il publie ne peut pas être lu.
reason-sign_in-ask = Pouvez-vous ouvrir { $address } aux visiteurs sans compte, et aux requêtes dont le User-Agent commence par “Passerelle/” ?{ $platform ->
    [decidim] {" "}Dans Decidim, le réglage de l’organisation est “Forcer les utilisateurs à s’authentifier avant d’accéder à l’organisation”, et celui du serveur DECIDIM_API_FORCE_API_AUTHENTICATION : les deux doivent être désactivés.
   *[other] {""}
}
reason-sign_in-detail = { reason-answered }{ $at ->
    [none] {""}
   *[other] {" "}Le site mène à sa page de connexion ({ $at }).
}
reason-refused = Le site { $host } refuse de répondre à cette passerelle.
reason-refused-ask = { reason-let-through } Un pare-feu ou une protection contre les robots les refuse.
reason-refused-detail = { reason-answered }
reason-throttled = Le site { $host } reçoit trop de requêtes{ $until ->
    [none] { $minutes ->
        [0] {""}
        [one] {" "}et demande d’attendre { $minutes-shown } minute
       *[other] {" "}et demande d’attendre { $minutes-shown } minutes
    }
   *[other] {" "}et demande d’attendre jusqu’au { $until }
} : il sera relu plus tard.
reason-throttled-ask = Pouvez-vous permettre aux requêtes dont le User-Agent commence par “Passerelle/” de lire { $host } plus souvent ?
reason-throttled-detail = Si cela dure, espacez les lectures de cette source (every).{ $address ->
    [none] {""}
   *[other] {" "}{ reason-asked }
}
reason-maintenance = Le site { $host } est fermé pour maintenance{ $minutes ->
    [0] {""}
    [one] {" "}(encore { $minutes-shown } minute)
   *[other] {" "}(encore { $minutes-shown } minutes)
} : il sera relu plus tard.
reason-maintenance-ask = Votre site { $host } est fermé pour maintenance. Quand rouvrira-t-il ?
reason-maintenance-detail = { reason-answered }
reason-out_of_order = Le site { $host } est en panne : il sera relu plus tard.
reason-out_of_order-ask = { reason-logs }
reason-out_of_order-detail = { reason-answered }
reason-captive_portal = Le site { $host } n’a pas été atteint : le réseau par lequel passe cette passerelle répond à sa place, et attend que quelqu’un s’y connecte.
reason-captive_portal-detail = Demandez au responsable de ce réseau d’en laisser sortir cette machine. { reason-answered }
reason-domain_parked = À l’adresse { $host } ne se trouve plus qu’une page d’attente : le nom de domaine est à vendre, tout juste enregistré, ou expiré.
reason-domain_parked-ask = Le nom de domaine { $host } a-t-il expiré ? Où se trouve votre site maintenant ?
reason-domain_parked-detail = Vérifiez d’abord l’orthographe de url. { reason-answered }
reason-server_default_page = À l’adresse { $host } se trouve la page par défaut d’un serveur ({ $of }), sur lequel aucun site n’est installé.
reason-server_default_page-ask = Pouvez-vous regarder la configuration du serveur ? Il répond à { $address } par sa page par défaut.
reason-server_default_page-detail = Vérifiez d’abord url. { reason-answered }
reason-hosting_suspended = L’hébergement du site { $host } est suspendu.
reason-hosting_suspended-ask = L’hébergement de { $host } est suspendu. Pouvez-vous régler cela avec votre hébergeur ?
reason-hosting_suspended-detail = { reason-answered }
reason-moved = Le site { $host } renvoie ailleurs ({ $to }).
reason-moved-ask = { $host } renvoie maintenant ailleurs ({ $to }). Votre plateforme a-t-elle changé d’adresse, et laquelle faut-il lire ?
reason-moved-detail = Si la plateforme a changé d’adresse, mettez la nouvelle dans url, et origin = "{ $host }" (l’ancien nom d’hôte) pour que rien ne passe pour nouveau. { reason-asked }
reason-gone = Le site { $host } répond que ce qui était lu à cette adresse n’existe plus (410).
reason-gone-ask = { $address } répond ne plus exister (410). Depuis quand, et où se trouvent vos démarches maintenant ?
reason-gone-detail = { reason-asked }
reason-not_found = Le site { $host } ne trouve rien à l’adresse demandée.
reason-not_found-ask = Nous ne trouvons rien à { $address }. Cette page a-t-elle changé d’adresse, et laquelle faut-il lire ?
reason-not_found-detail = Ouvrez le site dans un navigateur, et corrigez url s’il le faut. { reason-answered }
reason-legal_block = Le site { $host } répond que ce contenu ne peut pas être montré, pour des raisons juridiques (451).
reason-legal_block-ask = Quelle décision empêche de montrer { $address }, et vaut-elle aussi pour une passerelle qui relaie vos démarches ?
reason-legal_block-detail = { reason-asked }
reason-empty_answer = Le site { $host } a envoyé une réponse vide : il sera relu plus tard.
reason-empty_answer-ask = { $address } renvoie une réponse vide. Pouvez-vous faire regarder les journaux du serveur ?
reason-empty_answer-detail = { reason-answered }
reason-web_page = { $platform ->
    [any] À l’adresse demandée, le site { $host } n’a qu’une page web, sur laquelle rien de ce que cette passerelle sait lire n’a été trouvé.
   *[other] Le site { $host } a envoyé une page web ordinaire, là où l’on attend { reason-expected }.
}
reason-web_page-ask = { $platform ->
    [any] {""}
   *[other] Nous lisions { reason-expected } à { $address } et n’y trouvons plus qu’une page web. À quelle adresse faut-il lire maintenant ?
}
reason-web_page-detail = { $platform ->
    [any] { reason-by-hand }
   *[other] Vérifiez url et platform{ reason-where }. passerelle probe dit ce qui peut être lu à une adresse.
} { reason-answered }
reason-by-hand = Vérifiez l’adresse. Si le site ne publie que des pages web, tenez une liste à la main (platform = "file") : config/examples/nimes.csv en montre les colonnes.
reason-where = { $platform ->
    [calendar] , en sachant que l’adresse d’un agenda se termine souvent par .ics ou par ical=1
    [feed] , en sachant que la page n’annonce aucun flux, et que l’adresse d’un flux se termine souvent par /feed, .rss ou .xml
    [file] , en donnant l’adresse du fichier lui-même, et non celle d’une page qui en parle
   *[other] {""}
}
reason-wrong_type = Le site { $host } a envoyé { $kind ->
    [pdf] un PDF
    [workbook] un classeur de tableur ou une archive
    [office] un document bureautique
    [image] une image
   *[letter] un document de traitement de texte
}, là où l’on attend { reason-expected }.
reason-wrong_type-ask = Pouvez-vous publier les mêmes informations sous forme de données, par exemple dans une liste enregistrée en CSV ?
reason-wrong_type-detail = Vérifiez que url est l’adresse des données elles-mêmes. { reason-answered }
reason-wrong_encoding = { $by ->
    [declared] Le site { $host } envoie un texte qui n’est pas dans l’encodage qu’il annonce.
    [compressed] Le site { $host } compresse ses réponses d’une façon qui n’est pas demandée.
   *[damaged] Le site { $host } envoie une réponse dont la compression est endommagée.
}
reason-wrong_encoding-ask = { $by ->
    [declared] Pouvez-vous faire annoncer par le serveur (Content-Type) l’encodage réel de { $address }, et vérifier qu’il ne compresse la réponse qu’une fois ?
   *[other] Pouvez-vous faire en sorte que le serveur ne compresse { $address } que comme le demande Accept-Encoding, et une seule fois ?
}
reason-wrong_encoding-detail = { reason-answered }{ $encoding ->
    [none] {""}
   *[other] {" "}Encodage annoncé : { $encoding }.
}
reason-came = { $came ->
    [nothing] une réponse vide
    [calendar] un agenda
    [feed] un flux
    [json] des données JSON d’un autre genre
    [page] une page web
    [xml] du XML d’un autre genre
    [text] du texte
    [no_api] un simple texte, comme le fait Decidim là où son API n’est pas installée
    [other_software] les réponses d’un autre logiciel
    [redirect] un renvoi vers { $to }
    [redirect_nowhere] un renvoi sans adresse
   *[other] autre chose
}
reason-not_the_platform = { $platform ->
    [any] Rien de ce que cette passerelle sait lire ne se trouve sur { $host } à l’adresse demandée ; on y trouve { reason-came }.
   *[other] Là où l’on attend { reason-expected }, le site { $host } envoie { reason-came }.
}
reason-not_the_platform-ask = { $platform ->
    [any] {""}
   *[other] Nous lisions { reason-expected } à { $address } et n’y trouvons plus rien de tel. À quelle adresse faut-il lire maintenant ?
}
reason-not_the_platform-detail = { $came ->
    [calendar] platform = "calendar" lit un agenda.{" "}
    [feed] platform = "feed" lit un flux.{" "}
   *[other] {""}
}{ $platform ->
    [any] Vérifiez l’adresse. Si le site ne publie que des pages web, tenez une liste à la main (platform = "file") : config/examples/nimes.csv en montre les colonnes.
   *[other] Vérifiez url et platform.
} { reason-answered }
reason-platform_unreadable = { $address } est une plateforme { $name }, que cette passerelle ne sait pas lire : { $why ->
    [key] son API ne répond qu’avec une clé, que la collectivité doit demander
    [no_dates] son API ne donne ni les dates ni les adresses de ce qu’elle liste
    [register] ce registre d’enquête publique n’a pas d’accès public pour les programmes, et contient ce que des personnes ont écrit
    [forms] ses formulaires et ses votes n’ont pas d’accès public pour les programmes
   *[closed] elle n’a pas d’accès public pour les programmes
}.
reason-platform_unreadable-ask = Votre plateforme { $name } peut-elle publier un flux RSS ou un agenda iCalendar de vos démarches ?
reason-platform_unreadable-detail = À sa place peuvent être lus un flux ou un agenda du site de la collectivité (passerelle probe et son adresse), un jeu de données de son portail open data (platform = "opendatasoft"), ou une liste tenue à la main (platform = "file") : config/examples/nimes.csv en montre les colonnes.

reason-server_error = La plateforme { $host } répond par une erreur interne.
reason-server_error-ask = Votre plateforme répond par une erreur interne à une lecture de son API ({ $address }). Pouvez-vous en faire chercher la cause dans les journaux du serveur ?
reason-server_error-detail = Document : « { $document } ».
reason-schema_changed = La plateforme { $host } a changé de version ou de format, et cette passerelle ne sait pas encore la lire.
reason-schema_changed-detail = { $how ->
    [unknown] Elle ne connaît plus, du document « { $document } » : { $names }.
    [missing] Dans la réponse au document « { $document } », il manque { $names }.
   *[otherwise] Dans la réponse au document « { $document } », { $names ->
        [none] l’ensemble
       *[other] { $names }
    } a une autre forme.
} Mettez la passerelle à jour ; si elle l’est, signalez cette ligne. { reason-asked }
reason-document_refused = La plateforme { $host } refuse une partie de ce qui lui est demandé, { $why ->
    [too_costly] car cela dépasse la limite de complexité fixée par son administration
    [over_limit] car cela dépasse une limite fixée par son administration
    [not_public] car son API n’est pas ouverte au public
    [mangled] car la demande lui est arrivée altérée
   *[unexplained] sans dire pourquoi
}.
reason-document_refused-ask = { $why ->
    [too_costly] Pouvez-vous relever la limite de complexité de l’API (API_SCHEMA_MAX_COMPLEXITY, 5000 par défaut dans Decidim) ?
    [over_limit] Pouvez-vous relever les limites de profondeur, d’alias ou de récursion de l’API ?
    [not_public] Pouvez-vous permettre aux visiteurs sans compte de lire l’API ({ $address }) ?
    [mangled] Nos demandes à { $address } arrivent altérées (400). Pouvez-vous faire regarder ce qui se trouve entre votre site et Internet ?
   *[unexplained] Pouvez-vous chercher dans les journaux de l’API ({ $address }) pourquoi elle refuse nos demandes ?
}
reason-document_refused-detail = Document : « { $document } ».
reason-answer_not_understood = La réponse de { $host } ne peut pas être lue : elle sera demandée de nouveau plus tard.
reason-answer_not_understood-detail = Document : « { $document } » ; { $why ->
    [broken_off] la réponse s’interrompt.
    [not_json] ce n’est pas du JSON.
    [no_list] la liste n’y est pas.
    [no_relay] l’autre passerelle ne dit pas ce qu’elle relaie.
    [log_without_beginning] le journal ne commence pas à son début.
    [log_replaced] le journal a été remplacé pendant la lecture.
    [log_stands_still] le journal n’avance pas.
    [log_without_end] le journal ne finit pas.
    [log_too_long] le journal dépasse ce qui est lu.
   *[own_error] cette passerelle a échoué sur elle. { reason-report }
} { reason-asked }
reason-organization_unknown = Le serveur de { $host } fait tourner Decidim, mais n’y connaît aucune organisation de ce nom d’hôte.
reason-organization_unknown-ask = Pouvez-vous déclarer { $host } parmi les noms d’hôte secondaires de votre organisation Decidim ?
reason-organization_unknown-detail = Vérifiez d’abord url. { reason-asked }
reason-api_switched_off = L’API de la plateforme { $host } est désactivée, comme elle l’est par défaut dans Cap Collectif.
reason-api_switched_off-ask = Pouvez-vous activer la fonctionnalité “API publique” (public_api) dans l’administration de votre plateforme ?
reason-api_switched_off-detail = Vérifiez aussi url et platform. { reason-answered }
reason-api_half_open = L’API de { $host } ne montre qu’une partie d’elle-même, où rien ne peut être listé.
reason-api_half_open-ask = Pouvez-vous, ou le support de Cap Collectif, laisser passer sans le modifier l’en-tête Accept de nos requêtes (application/vnd.cap-collectif.preview+json) ?
reason-api_half_open-detail = { reason-asked }
reason-site_closed = La plateforme { $host } est fermée aux visiteurs : rien de nouveau n’en est relayé avant qu’elle n’ouvre.
reason-site_closed-ask = Quand votre plateforme { $host } ouvrira-t-elle aux visiteurs (fonctionnalité shield_mode) ?
reason-site_closed-detail = { reason-asked }
reason-dataset_unreadable = { $why ->
    [not_named] La configuration ne dit pas quel jeu de données lire.
    [not_there] Le portail { $host } n’a pas de jeu de données public « { $dataset } ».
    [query_refused] Le portail { $host } refuse ce qui lui est demandé du jeu de données « { $dataset } ».
   *[fields_missing] Le jeu de données « { $dataset } » de { $host } n’a pas tous les champs attendus.
}
reason-dataset_unreadable-ask = { $why ->
    [not_there] Le jeu de données « { $dataset } » de { $host } n’est pas public, ou n’existe plus. Où peut-il être lu maintenant ?
   *[other] {""}
}
reason-dataset_unreadable-detail = { $why ->
    [not_named] Écrivez dataset et fields.
    [not_there] Ouvrez-le dans un navigateur et corrigez dataset, ou demandez qu’il soit rendu public.
    [query_refused] Réponse 400 ({ $answer }) : vérifiez { $chosen ->
        [where] where et les noms donnés dans fields
       *[all] les noms donnés dans fields
    }.
   *[fields_missing] Il manque { $fields }. La page du jeu de données sur le portail donne le nom technique de ses champs.
} { reason-asked }
reason-field_missing = un champ
reason-field_missing-detail = « { $field } »{ $near ->
    [none] {""}
   *[other] , peut-être « { $near } »
}
reason-document_unreadable = { $why ->
    [too_large] Le flux de { $host } est trop gros pour être lu : il dépasse { $limit }.
    [empty] Le flux de { $host } est vide.
    [no_feed] Ce que { $host } publie à cette adresse n’est pas un flux (RSS, Atom ou JSON Feed).
    [named_and_none] Une page de { $host } annonce un flux qui n’en est pas un.
   *[own_error] Le flux de { $host } met cette passerelle en échec.
}
reason-document_unreadable-ask = { $why ->
    [own_error] {""}
   *[other] Pouvez-vous faire vérifier votre flux { $address }, par exemple sur https://validator.w3.org/feed/ ?
}
reason-document_unreadable-detail = { $why ->
    [own_error] { reason-report }
   *[other] Vérifiez url et platform. { reason-asked }
}
reason-list_unreadable = La liste ne peut pas être lue : { $why ->
    [missing] le fichier n’est pas là.
    [forbidden] la passerelle n’a pas le droit de lire le fichier.
    [not_a_file] un dossier ou un périphérique se trouve à sa place.
    [disk_silent] le disque ne répond pas.
    [unread] la lecture échoue.
    [being_written] elle est en cours d’enregistrement, et sera relue au prochain passage.
    [never_read] le serveur répond qu’elle n’a pas changé, alors qu’elle n’a jamais été lue.
    [empty] elle est vide.
    [too_large] elle dépasse { $bytes }, ce qu’aucune liste tenue à la main n’atteint.
    [too_long] elle a plus de { $limit-shown } entrées, ce qu’aucune liste tenue à la main n’atteint.
    [workbook] c’est un classeur de tableur.
    [pdf] c’est un PDF.
    [page] c’est une page web.
    [cut_short] elle s’arrête au milieu d’une lettre.
    [not_toml] la ligne { $line-shown } n’est pas du TOML.
    [not_json] la ligne { $line-shown } n’est pas du JSON.
    [no_list] aucune liste de démarches ne s’y trouve.
    [columns_missing] il y manque { $columns }.
    [no_title_column] à la ligne { $line-shown }, aucune colonne ne s’appelle « titre ».
   *[own_error] elle met cette passerelle en échec.
}
reason-list_unreadable-ask = { $why ->
    [empty] La liste est vide. Même sans démarche, elle garde la ligne qui nomme ses colonnes (ou consultations = []). Pouvez-vous la remettre ?
    [workbook] Pouvez-vous enregistrer la liste en CSV, et nous donner l’adresse de ce fichier ?
    [pdf] Pouvez-vous enregistrer la liste en CSV, et nous donner l’adresse de ce fichier ?
    [page] Pouvez-vous nous donner l’adresse du fichier lui-même, et non celle d’une page qui en parle ?
    [cut_short] La liste s’arrête au milieu d’une lettre. Pouvez-vous l’enregistrer à nouveau ?
    [not_toml] Pouvez-vous corriger la ligne { $line-shown } de la liste ? Une clé avec un accent ou une espace s’écrit entre guillemets.
    [not_json] Pouvez-vous corriger la ligne { $line-shown } de la liste ?
    [no_list] Pouvez-vous écrire chaque démarche sous [[consultations]] (TOML), ou dans une liste « consultations » (JSON) ?
    [columns_missing] La liste n’a plus { $columns }.{ $there ->
        [none] {""}
       *[other] {" "}Ses colonnes s’appellent { $there }.
    } Pouvez-vous leur rendre leur nom ?
    [no_title_column] Pouvez-vous nommer les colonnes sur la première ligne de la liste (titre, lien, ouvre, ferme, commune…) ?{ $there ->
        [none] {""}
       *[other] {" "}Elles s’appellent aujourd’hui { $there }.
    }
   *[other] {""}
}
reason-list_unreadable-detail = { $why ->
    [missing] Mettez-y { $file }, ou corrigez url (un chemin part du dossier de la configuration).
    [forbidden] Donnez au compte sous lequel tourne la passerelle le droit de lire { $file } et d’entrer dans ses dossiers.
    [not_a_file] Donnez le chemin de la liste elle-même.
    [unread] Cause : { $cause }.
    [too_large] Vérifiez que c’est le bon fichier.
    [too_long] Vérifiez que c’est le bon fichier.
    [columns_missing] Corrigez les noms dans [sources.columns], ou dans la liste.
    [no_title_column] Ou dites dans [sources.columns] ce que signifient ses noms.
    [own_error] { reason-report }
   *[other] {""}
}{ $file ->
    [none] { $address ->
        [none] {""}
       *[other] {" "}Liste : { $address }.
    }
   *[other] {" "}Liste : { $file }.
}
reason-gateway_too_old = La passerelle { $host } est d’une version trop ancienne pour être suivie.
reason-gateway_too_old-ask = Pouvez-vous mettre à jour votre passerelle { $host } ?
reason-gateway_too_old-detail = D’ici là, platform = "decidim" la lit. { reason-asked }
reason-own_address = L’adresse de cette source est celle de cette passerelle elle-même.
reason-own_address-detail = Donnez l’adresse d’une autre passerelle. { reason-asked }

reason-name_unknown = Le nom { $host } n’existe pas, ou n’existe plus.
reason-name_unknown-ask = Le nom de domaine { $host } a-t-il expiré, ou votre site a-t-il changé d’adresse ?
reason-name_unknown-detail = Vérifiez d’abord l’orthographe de url.
reason-name_without_address = Le nom { $host } ne mène à aucune adresse.
reason-name_without_address-ask = Pouvez-vous ajouter au nom { $host } un enregistrement A ou AAAA ? Il n’en a aucun.
reason-name_server_silent = L’adresse de { $host } n’a pas pu être trouvée, car aucun serveur de noms n’a répondu.
reason-name_server_silent-ask = Pouvez-vous faire vérifier les serveurs de noms (DNS) du domaine de { $host } ? Ils ne répondent pas.
reason-name_server_silent-detail = Si toutes les sources échouent ainsi, c’est la résolution de noms de cette machine qui est en panne.
reason-name_not_resolved = L’adresse de { $host } n’a pas pu être trouvée.
reason-name_not_resolved-detail = Si cela dure, vérifiez que cette machine sait résoudre des noms, puis l’orthographe de url.
reason-private_address = L’adresse de { $host } n’est pas sur l’Internet public, et n’est pas lue.
reason-private_address-detail = Adresse : { $ip }. Si cette source est dans votre propre réseau, écrivez polling.allow_private_addresses = true (passerelle probe : --allow-private-addresses).
reason-connection_refused = Le serveur de { $host } refuse la connexion : il est arrêté, ou un pare-feu écarte cette passerelle.
reason-connection_refused-ask = { reason-is-it-up }
reason-connection_refused-detail = { reason-asked }
reason-is-it-up = Votre site { $host } est-il en service, et son pare-feu laisse-t-il passer l’adresse de notre passerelle ?
reason-unreachable = Aucun réseau ne mène à { $host }.
reason-unreachable-ask = Le serveur de { $host } est-il en service ?
reason-unreachable-detail = Si toutes les sources échouent ainsi, cette machine est hors ligne. { reason-asked }
reason-connection_reset = Le serveur de { $host } coupe la connexion avant toute réponse, comme le font certains pare-feu.
reason-connection_reset-ask = { reason-is-it-up }
reason-connection_reset-detail = { reason-asked }
reason-connection_failed = La connexion avec { $host } échoue.
reason-connection_failed-ask = { reason-is-it-up }
reason-connection_failed-detail = Si toutes les sources échouent ainsi, regardez le réseau de cette machine. { reason-asked }
reason-connection_timeout = Le serveur de { $host } ne répond pas : il est arrêté, ou un pare-feu ignore cette passerelle.
reason-connection_timeout-ask = { reason-is-it-up }
reason-connection_timeout-detail = Aucune connexion en { $seconds-shown } s. { reason-asked }
reason-certificate_expired = Le certificat de sécurité de { $host } a expiré{ $day ->
    [none] {""}
   *[other] {" "}le { $day }
}.
reason-certificate_expired-ask = Le certificat de { $host } a expiré. Pouvez-vous le renouveler, et faire en sorte qu’il le soit automatiquement ?
reason-certificate_expired-detail = { reason-asked }
reason-certificate_not_yet_valid = Le certificat de sécurité de { $host } n’est pas encore valable{ $day ->
    [none] {""}
   *[other] , et ne le sera que le { $day }
}.
reason-certificate_not_yet_valid-ask = Pouvez-vous vérifier à partir de quel jour le certificat de { $host } est valable ?
reason-certificate_not_yet_valid-detail = Vérifiez d’abord l’horloge de cette machine. { reason-asked }
reason-certificate_wrong_name = Le certificat de sécurité présenté par { $host } est celui d’un autre nom.
reason-certificate_wrong_name-ask = Pouvez-vous ajouter { $host } au certificat de votre site ?
reason-certificate_wrong_name-detail = Vérifiez d’abord l’orthographe de url. { reason-asked }
reason-certificate_unknown_issuer = Le certificat de sécurité de { $host } vient d’une autorité inconnue, ou sa chaîne est envoyée sans ses intermédiaires.
reason-certificate_unknown_issuer-ask = Pouvez-vous faire envoyer par le serveur de { $host } toute la chaîne de son certificat, certificats intermédiaires compris ?
reason-certificate_unknown_issuer-detail = Si l’autorité est celle de votre organisation, ajoutez sa racine aux certificats de confiance de cette machine. { reason-asked }
reason-certificate_self_signed = Le serveur de { $host } a signé lui-même son certificat de sécurité, et rien n’assure que ce soit bien le site.
reason-certificate_self_signed-ask = Pouvez-vous faire établir le certificat de { $host } par une autorité reconnue, comme Let’s Encrypt ?
reason-certificate_self_signed-detail = { reason-asked }
reason-certificate_revoked = Le certificat de sécurité de { $host } a été révoqué par son autorité.
reason-certificate_revoked-ask = Pouvez-vous remplacer le certificat de { $host }, qui a été révoqué ?
reason-certificate_revoked-detail = { reason-asked }
reason-certificate_unusable = Le certificat de sécurité de { $host } ne convient pas à un site web.
reason-certificate_unusable-ask = Pouvez-vous faire vérifier le certificat de { $host }, et en faire établir un nouveau ?
reason-certificate_unusable-detail = { reason-asked }
reason-tls_too_old = Le serveur de { $host } ne connaît que des versions ou des chiffrements de TLS qui ne sont plus sûrs.
reason-tls_too_old-ask = Pouvez-vous activer TLS 1.2 et TLS 1.3 sur le serveur de { $host } ?
reason-tls_too_old-detail = { reason-asked }
reason-tls_handshake = Le serveur de { $host } rompt la connexion pendant qu’elle est sécurisée.
reason-tls_handshake-ask = Pouvez-vous faire vérifier la configuration TLS du serveur de { $host } ? Il rompt la connexion.
reason-tls_handshake-detail = Vérifiez d’abord url : le serveur ne connaît peut-être pas ce nom. { reason-asked }
reason-not_tls = Ce qui répond à { $host } ne parle pas https.
reason-not_tls-detail = Vérifiez le protocole et le port dans url. { reason-asked }
reason-no_trusted_certificates = Cette passerelle ne connaît aucun certificat de confiance, et ne peut lire aucune source en https.
reason-no_trusted_certificates-detail = Installez les certificats de confiance de la machine (paquet ca-certificates), et redémarrez la passerelle.
reason-no_answer = { $why ->
    [reset] La connexion avec { $host } a été coupée avant toute réponse : le site sera relu plus tard.
   *[closed] Le serveur de { $host } a mis fin à la connexion avant toute réponse : le site sera relu plus tard.
}
reason-no_answer-ask = Le serveur de { $host } met fin à la connexion sans répondre. Pouvez-vous faire regarder ses journaux, et ceux de ce qui se trouve devant lui ?
reason-no_answer-detail = { reason-asked }
reason-not_http = Ce qui répond à { $host } ne parle pas HTTP.
reason-not_http-detail = Vérifiez le port dans url. { reason-asked }
reason-answer_timeout = Le site { $host } n’a pas répondu dans le temps imparti : il sera relu plus tard.
reason-answer_timeout-ask = { reason-slow }
reason-answer_timeout-detail = Aucune réponse en { $seconds-shown } s. { reason-asked }
reason-slow = { $address } met très longtemps à répondre. Pouvez-vous en faire chercher la cause ?
reason-answer_without_end = La réponse de { $host } n’était pas finie dans le temps imparti.
reason-answer_without_end-ask = { reason-slow }
reason-answer_without_end-detail = { $bytes } reçus en { $seconds-shown } s. Vérifiez que url est l’adresse d’une API ou d’un flux. { reason-asked }
reason-answer_broken_off = La réponse de { $host } s’est interrompue avant sa fin : le site sera relu plus tard.
reason-answer_broken_off-ask = Les réponses de { $address } s’interrompent avant leur fin. Pouvez-vous faire vérifier la compression et les limites de durée du serveur ?
reason-answer_broken_off-detail = { $bytes } reçus. { reason-asked }
reason-answer_too_large = La réponse de { $host } dépasse { $limit }, et n’a pas été lue.
reason-answer_too_large-detail = Vérifiez que url est l’adresse d’une API ou d’un flux. { reason-asked }
reason-redirect_nowhere = Le site { $host } renvoie ailleurs sans dire où.
reason-redirect_nowhere-detail = { reason-where-it-ends } { reason-answered }
reason-where-it-ends = Ouvrez l’adresse dans un navigateur, et mettez dans url celle à laquelle il aboutit.
reason-redirect_private = Le site { $host } renvoie vers une adresse qui n’est pas sur l’Internet public.
reason-redirect_private-ask = { $address } renvoie vers une adresse qui n’est pas sur l’Internet public. Est-ce une erreur de configuration de votre site ?
reason-redirect_private-detail = Il renvoie vers { $to } ({ $ip }). Il se peut aussi que le réseau de cette machine réponde à la place du site (portail captif) : ouvrez { $address } dans un navigateur, depuis un autre réseau.
reason-redirect_unencrypted = Le site { $host } renvoie de https vers une adresse non chiffrée, ce qui est refusé.
reason-redirect_unencrypted-ask = { $address } renvoie vers { $to } sans chiffrement. Pouvez-vous le faire renvoyer vers https ?
reason-redirect_unencrypted-detail = Si { $to } est la bonne adresse, mettez-la dans url.
reason-redirect_loop = Le site { $host } renvoie en boucle vers lui-même, peut-être parce qu’il attend un cookie.
reason-redirect_loop-ask = Pouvez-vous laisser les requêtes dont le User-Agent commence par “Passerelle/” lire { $address } sans cookie ?
reason-redirect_loop-detail = La boucle revient à { $to }.
reason-redirects_too_many = Le site { $host } renvoie plus de { $limit-shown } fois de suite vers une autre adresse.
reason-redirects_too_many-detail = { reason-where-it-ends } { reason-asked }

reason-scheme_not_read = L’adresse { $address } n’est ni en http ni en https.
reason-scheme_not_read-detail = Donnez l’adresse que montre un navigateur.
reason-credentials_in_address = L’adresse { $address } contient un nom d’utilisateur ou un mot de passe, ce qui est refusé.
reason-credentials_in_address-detail = Enlevez ce qui précède le @.
reason-invalid_header = Une requête à { $host } n’a pas pu être écrite.
reason-invalid_header-detail = L’en-tête « { $header } » contient des caractères que HTTP n’admet pas : enlevez-les. { reason-asked }
reason-requests_spent = { $address } n’a pas été demandée, car le nombre de requêtes permis ici ({ $limit-shown }) est atteint.
reason-setup = Les requêtes ne peuvent pas être préparées.
reason-setup-detail = Cause : { $cause }.
reason-gateway_error = Cette passerelle a échoué sur ce que la source a répondu.
reason-gateway_error-detail = { reason-report }
reason-store_failed = La source n’a pas été lue, car la base de données de cette passerelle n’a pas pu être lue ou écrite.
reason-store_failed-detail = Le journal de la passerelle dit pourquoi.

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

# La recherche de ce qui peut être lu à une adresse.

probe-kind-old-gateway = une autre passerelle, d’une version ancienne
probe-kind-decidim = une plateforme Decidim
probe-kind-cap-collectif = une plateforme Cap Collectif
probe-kind-opendatasoft = un portail open data (Opendatasoft)
probe-kind-passerelle = une autre passerelle
probe-kind-feed = un flux
probe-kind-calendar = un agenda
probe-kind-file = une liste tenue à la main
probe-found = { $place } : { $kind }{ $name ->
    [none] {""}
   *[other] {" "}« { $name } »
}{ $more }
probe-datasets = { $count ->
    [one] , dont { $shown } jeu de données parle de démarches
   *[other] , dont { $shown } jeux de données parlent de démarches
}
probe-version = , version { $version }
probe-not-read = {" "}(annoncé par la page, non lu)
probe-feed = { $count ->
    [0] {" "}({ $format }, aucune entrée)
    [one] {" "}({ $format }, { $shown } entrée)
   *[other] {" "}({ $format }, { $shown } entrées)
}
probe-calendar = { $count ->
    [0] {" "}(aucun événement)
    [one] {" "}({ $shown } événement)
   *[other] {" "}({ $shown } événements)
}
probe-list = { $count ->
    [0] {" "}({ $format }, aucune démarche)
    [one] {" "}({ $format }, { $shown } démarche)
   *[other] {" "}({ $format }, { $shown } démarches)
}
probe-cap-collectif = , qui liste { $projects } projets et { $events } événements
probe-block-territory = qui la publie : code INSEE d’une commune, SIREN d’un EPCI, dep-54, reg-44 ou fr
probe-block-entries = seulement ce qui correspond : par category, title ou path (de la page)
probe-block-origin = nécessaire : l’hôte du site que représente la liste ; n’y touchez plus ensuite
probe-block-fields = les noms techniques des champs du jeu de données ; remplacez ceux en capitales
probe-choose = Plusieurs blocs : gardez ceux qu’il vous faut.
probe-unknown-of = Aucune plateforme de participation n’est connue pour { $place }, pour ce qui s’y trouve ou pour ce qui l’englobe : cherchez à l’adresse de son propre site.
probe-known-of = { $count ->
    [one] { $place } : { $shown } adresse connue, pour ce territoire, ce qui s’y trouve ou ce qui l’englobe
   *[other] { $place } : { $shown } adresses connues, pour ce territoire, ce qui s’y trouve ou ce qui l’englobe
}
probe-not-tried = { $address } : non essayée ; essayez-la seule
probe-nothing-of = Rien de ce qui est connu pour { $place } ne peut être lu.
probe-failed = { $address } ne peut pas être lu(e) : { $reason }
probe-target-no-address = { $text } : ce fichier n’existe pas, et ce n’est pas une adresse, qui commencerait par https://{ $near ->
    [none] {""}
   *[other] {" "}(peut-être { $near })
}
probe-target-no-code = { $text } : aucun territoire ne porte ce code
probe-target-several = { $text } : plusieurs territoires portent ce nom ; donnez le code de l’un d’eux
probe-target-more = et { $count } autres
probe-target-unknown = { $text } : ce n’est ni un fichier, ni une adresse (qui commencerait par https://), ni le nom ou le code d’un territoire
probe-target-perhaps = peut-être { $place }

# Ce qui ne va pas dans la configuration. `problem-CODE` suit le nom du fichier, la ligne et la clé : il commence par une minuscule et n’a pas de point.
# `problem-CODE-advice` dit quoi écrire, sur une ligne à part. Un paramètre que l’on ne connaît pas vaut `none`.

problem-quoted = « { $text } »

problem-file_unreadable = ce fichier ne peut pas être lu : { $why ->
    [absent] il n’existe pas
    [forbidden] l’utilisateur qui lance passerelle n’a pas le droit de le lire
    [folder] c’est un dossier
    [not_text] ce n’est pas du texte en UTF-8
   *[other] { $cause }
}
problem-file_unreadable-advice = { $why ->
    [forbidden] Donnez-lui ce droit, ou indiquez un autre fichier avec --config FICHIER.
    [not_text] Enregistrez-le comme texte, en UTF-8.
   *[other] Indiquez le fichier avec --config FICHIER.
}
problem-file_too_large = ce fichier dépasse { $most } octets
problem-file_too_large-advice = Vérifiez que c’est bien la configuration, et indiquez-la avec --config FICHIER.
problem-not_toml = ce n’est pas du TOML ; l’analyseur répond, en anglais : { $cause }
problem-not_toml-advice = Regardez les guillemets, les crochets et le signe égal, ici et juste au-dessus. Une clé ne s’écrit qu’une fois dans sa table, et une table comme [gateway] qu’une fois dans le fichier.
problem-not_understood = ne peut pas être utilisé : { $cause }
problem-not_understood-advice = C’est un défaut du programme : signalez-le avec ces lignes, sans les secrets.

problem-unknown_key = clé inconnue
problem-unknown_key-advice = { $near ->
    [none] { $tables ->
        [none] Clés possibles ici : { $known }.
       *[other] C’est une clé de { $tables }. Clés possibles ici : { $known }.
    }
   *[other] Écrivez « { $near } », si c’est cette clé que vous cherchez.
}
problem-key_below_subtable = c’est une clé de { $table }, écrite ici sous { $below }
problem-key_below_subtable-advice = Déplacez-la au-dessus de { $below } : ce qui suit un en-tête appartient à sa table.
problem-missing = cette clé manque
problem-missing-advice = { $what ->
    [sources-id] Écrivez pour la source un nom qui restera : de 1 à 64 lettres minuscules sans accent, chiffres, « - » ou « _ », comme id = "nancy".
    [sources-platform] Écrivez le logiciel de la source, ou le format dans lequel elle est lue, comme platform = "decidim". La commande « passerelle probe ADRESSE » le trouve.
    [sources-url] Écrivez l’adresse de la source, comme url = "https://participez.example.fr" ; avec platform = "file", ce peut être le chemin d’un fichier.
    [sources-fields-id] Écrivez le nom technique du champ qui distingue un enregistrement d’un autre et ne change jamais.
    [sources-fields-title] Écrivez le nom technique du champ du titre.
    [sources-fields-url] Écrivez le nom technique du champ de l’adresse de la page, ou une adresse faite de champs, comme url = "https://www.example.fr/projet/{"{id}"}".
    [sources-attach-territory] Écrivez le code du territoire auquel revient ce qui correspond à la règle, comme territory = "54498".
    [sources-join-consultation] Écrivez l’adresse de la page de la démarche à laquelle revient ce qui correspond à la règle.
   *[other] Nommez au moins deux démarches, chacune par son identifiant ou par l’adresse de sa page.
}{ $below ->
    [none] {""}
   *[other] {" "}Celle qui se trouve sous { $below } appartient à cette table-là : ce qui vaut ici s’écrit au-dessus de { $below }.
}
problem-wrong_type = il faut ici { $wanted ->
    [table] une table
    [list] une liste
    [text] un texte
    [integer] un nombre entier
   *[boolean] true ou false
}, et non { $found ->
    [table] une table
    [list] une liste
    [text] un texte
    [integer] un nombre entier
    [number] un autre nombre
    [date] une date
   *[boolean] true ou false
}
problem-wrong_type-advice = { $remedy ->
    [unit] Écrivez la valeur entre guillemets, avec son unité : "{ $given }s", "{ $given }m" ou "{ $given }h".
    [quotes] { $given ->
        [none] Écrivez la valeur entre guillemets droits : "…".
       *[other] Écrivez la valeur entre guillemets : "{ $given }".
    }
    [brackets] Écrivez la valeur entre crochets : ["…"].
    [bare] Écrivez la valeur sans guillemets.
    [headers] Écrivez son en-tête entre doubles crochets : [[…]].
   *[none] {""}
}
problem-empty_list = la liste est vide, alors qu’il faut au moins un élément
problem-empty_list-advice = Écrivez au moins un élément, ou retirez la clé : elle a une valeur par défaut.
problem-empty_text = le texte est vide, alors qu’il en faut un
problem-empty_text-advice = Écrivez un texte, ou retirez la clé : elle a une valeur par défaut.
problem-unknown_word = { $given } n’est pas un de ces mots : { $words }
problem-unknown_word-advice = { $near ->
    [none] {""}
   *[other] Écrivez "{ $near }", si c’est ce que vous voulez dire.
}
problem-out_of_bounds = { $given } est hors limites : de { $least } à { $most }

problem-variable_unknown = { $part } n’est le nom d’aucune clé
problem-variable_unknown-advice = { $near ->
    [none] Clés possibles ici : { $known }.
   *[other] Écrivez { $near } à la place, si c’est cette clé que vous cherchez.
}
problem-variable_too_deep = cette clé n’en contient pas d’autres
problem-variable_too_deep-advice = Retirez { $part } du nom de la variable.
problem-variable_clash = ce que le fichier contient ici n’est pas { $wanted ->
    [list] une liste
   *[other] une table
}
problem-variable_clash-advice = Corrigez-le d’abord dans le fichier.
problem-variable_no_item = il n’y a pas de { $part }
problem-variable_no_item-advice = { $near ->
    [none] Écrivez un nombre de 0 à { $most }, ou l’id d’une source.
   *[other] Écrivez { $near }, si c’est ce que vous voulez dire.
}
problem-variable_unreadable = la valeur ne peut pas être lue
problem-variable_unreadable-advice = { $wanted ->
    [list] Écrivez une liste comme dans le fichier : ["…", "…"]
    [table] Écrivez une table comme dans le fichier : {"{ clé = \"…\" }"}
    [integer] Écrivez un nombre entier : 8
   *[other] Écrivez true ou false.
}

problem-time_unreadable = { $given } n’est pas une durée
problem-time_unreadable-advice = Écrivez un nombre suivi de ms, s, m, h ou d (jours), comme "30m" ou "1m30s".
problem-time_out_of_bounds = { $given } est hors limites : de { $least } à { $most }
problem-time_zone_unknown = aucun fuseau horaire ne s’appelle { $given }
problem-time_zone_unknown-advice = { $near ->
    [none] Écrivez un nom comme "Europe/Paris" ou "Indian/Reunion".
   *[other] Écrivez "{ $near }", si c’est ce que vous voulez dire.
}
problem-language_tag = { $given } n’est pas le code d’une langue
problem-language_tag-advice = Écrivez un code comme "fr" ou "pt-BR".
problem-territory_form = { $given } n’est pas le code d’un territoire
problem-territory_form-advice = { $places ->
    [none] Écrivez le code INSEE d’une commune ("54498"), le SIREN d’un EPCI ("245400676"), "dep-54", "reg-44" ou "fr".
   *[other] Écrivez le code : { $places }{ $more ->
        [none] {""}
       *[other] , { $more }
    }
}
problem-territory_unknown = « { $code } » n’est le code d’aucun territoire de la géographie officielle
problem-territory_unknown-advice = { $near ->
    [none] Écrivez son nom à la place du code : cette vérification vous donnera alors le code.
   *[other] Est-ce { $near } ? Écrivez alors ce code.
}
problem-address_unreadable = { $given ->
    [none] ce n’est pas une adresse
   *[other] { $given } n’est pas une adresse
}{ $flaw ->
    [scheme] {"\u00A0:"} elle doit commencer par https://
    [host] {"\u00A0:"} il y manque le nom du site
    [name] {"\u00A0:"} le nom du site contient un caractère qu’un tel nom ne peut pas contenir
    [number] {"\u00A0:"} le nom du site ressemble à une adresse IP et n’en est pas une
    [port] {"\u00A0:"} le port doit être un nombre de 0 à 65535
   *[other] {""}
}
problem-address_unreadable-advice = { $complete ->
    [none] Écrivez une adresse comme "https://agenda.example.fr".
   *[other] Écrivez "{ $complete }", si c’est la bonne adresse.
}
problem-address_scheme = il faut une adresse qui commence par https:// ou http://, et non par « { $scheme } »
problem-address_with_user = une adresse ne doit contenir ni nom d’utilisateur ni mot de passe
problem-address_with_user-advice = Retirez le @ et ce qui le précède, sauf https://.
problem-address_with_fragment = une adresse ne doit pas contenir de « # »
problem-address_with_fragment-advice = Retirez le # et ce qui le suit.
problem-address_with_query = cette adresse ne doit pas contenir de « ? »
problem-address_with_query-advice = Retirez le point d’interrogation et ce qui le suit : c’est la page d’accueil qu’il faut ici.
problem-address_host = le nom du site contient un caractère qu’un tel nom ne peut pas contenir
problem-address_host-advice = Ouvrez la page dans un navigateur, et copiez l’adresse qu’il affiche.
problem-path_unreadable = { $given } n’est ni une adresse ni le chemin d’un fichier
problem-path_unreadable-advice = Écrivez une adresse comme "https://www.example.fr/liste.csv", ou le chemin d’un fichier comme "liste.csv".
problem-website = il faut l’adresse d’un site, sans rien après son nom
problem-website-advice = Écrivez-la comme "https://www.example.fr", ou "https://*.example.fr" pour tous les sites d’un domaine, ou "*" pour tout le monde.
problem-listen = { $given } n’est pas une adresse IP suivie d’un port
problem-listen-advice = Écrivez-les comme "127.0.0.1:8080" ou "[::1]:8080".

problem-contact_missing = cette clé manque : les responsables d’une source doivent pouvoir joindre qui la lit
problem-contact_missing-advice = Écrivez une adresse électronique ou l’adresse d’une page ; elle figure dans le User-Agent envoyé aux sources.
problem-contact_unusable = { $given ->
    [none] ce n’est ni une adresse électronique ni l’adresse d’une page
   *[other] { $given } n’est ni une adresse électronique ni l’adresse d’une page
}
problem-contact_unusable-advice = Écrivez-en une comme "participation@example.fr" ou "https://www.example.fr/contact", sans nom d’utilisateur ni mot de passe.
problem-postgresql_not_yet = cette version ne garde ses données que dans SQLite, et pas encore dans PostgreSQL
problem-postgresql_not_yet-advice = Écrivez sqlite:// suivi du chemin d’un fichier, comme "sqlite://passerelle.db".
problem-storage_form = il faut sqlite:// suivi du chemin d’un fichier
problem-storage_form-advice = Écrivez-le comme "sqlite://passerelle.db".

problem-given_twice = cette clé fait double emploi avec « { $other } »
problem-given_twice-advice = Gardez l’une des deux.
problem-secret_unreadable = { $path } ne peut pas être lu : { $why ->
    [absent] ce fichier n’existe pas
    [forbidden] l’utilisateur qui lance passerelle n’a pas le droit de le lire
    [folder] c’est un dossier
    [not_text] ce n’est pas du texte en UTF-8
   *[other] { $cause }
}
problem-secret_unreadable-advice = Écrivez le chemin d’un fichier que peut lire l’utilisateur qui lance passerelle ; un chemin relatif part du dossier de la configuration.
problem-secret_missing = il manque « { $one } » ou « { $other } »
problem-secret_missing-advice = Écrivez l’une des deux : la seconde garde le secret dans un fichier à part.
problem-token_weak = il faut un jeton d’au moins { $least } lettres sans accent, chiffres et signes, sans espace
problem-token_weak-advice = Fabriquez-en un avec : openssl rand -base64 32

problem-colour = il faut une couleur écrite avec # et six chiffres hexadécimaux
problem-colour-advice = Écrivez-la comme "#21409a".
problem-colour_too_light = { $colour } est trop claire : des liens de cette couleur auraient dans les pages un contraste de { $contrast } pour 1, et l’on ne peut pas lire en dessous de { $least } pour 1
problem-colour_too_light-advice = Écrivez une couleur plus foncée, de la même teinte.
problem-logo_unreadable = { $path } ne peut pas être lu : { $why ->
    [absent] ce fichier n’existe pas
    [forbidden] l’utilisateur qui lance passerelle n’a pas le droit de le lire
    [folder] c’est un dossier
   *[other] { $cause }
}
problem-logo_unreadable-advice = Écrivez le chemin d’une image que peut lire l’utilisateur qui lance passerelle ; un chemin relatif part du dossier de la configuration.
problem-logo_format = { $path } n’est pas une image SVG, PNG, JPEG ou WebP
problem-logo_format-advice = Enregistrez le logo dans un de ces formats ; SVG est le plus net.
problem-logo_too_large = { $path } dépasse { $most } ko
problem-logo_too_large-advice = Réduisez l’image : les pages la montrent sur 40 pixels de haut.
problem-tiles = il faut l’adresse de tuiles de carte, avec {"{z}"}, {"{x}"} et {"{y}"} après le nom du site
problem-tiles-advice = Écrivez-la comme "https://tuiles.example.fr/{"{z}/{x}/{y}"}.png".
problem-tiles_unowed = il manque « portal.tiles_attribution »
problem-tiles_unowed-advice = Écrivez à qui l’on doit la carte, comme le demande qui la publie : tiles_attribution = "© IGN".
problem-tiles_missing = il manque « portal.tiles »
problem-tiles_missing-advice = Écrivez aussi l’adresse des tuiles de la carte, ou retirez cette clé.

problem-source_id = { $given } n’est pas un id
problem-source_id-advice = Écrivez de 1 à 64 lettres minuscules sans accent, chiffres, « - » ou « _ », en commençant par une lettre ou un chiffre.
problem-id_taken = « { $id } » est déjà l’id de { $other }
problem-id_taken-advice = Donnez à chaque source son propre id ; celle qui a déjà été lue garde le sien.
problem-address_taken = { $dataset ->
    [none] « { $other } » lit déjà cette adresse
   *[other] « { $other } » lit déjà le jeu de données { $dataset } de ce portail
}
problem-address_taken-advice = Corrigez l’adresse de l’une des deux. Si les deux blocs désignent la même source, réunissez-les en un seul, sous l’id de celle qui a déjà été lue.
problem-origin_missing = cette clé manque : un fichier de cette machine n’a pas de nom de site dont on puisse faire des identifiants
problem-origin_missing-advice = Écrivez le nom du site dont la liste tient lieu, et ce qui la distingue des autres listes de ce site, comme origin = "www.ville.example.fr/concertations" ; n’y touchez plus ensuite.
problem-origin_form = { $given ->
    [none] ce n’est pas un nom de site
   *[other] { $given } n’est pas un nom de site
}, suivi ou non d’un port et d’un chemin
problem-origin_form-advice = Écrivez-le sans https://, comme "participez.example.fr" ou "www.example.fr/liste.csv".
problem-ids_clash = « { $id } » fait ses identifiants de « { $origin } », comme la source « { $other } » : deux démarches de même numéro n’en feraient qu’une
problem-ids_clash-advice = Distinguez les deux sources : écrivez origin = "{ $distinct }" pour « { $id } », et n’y touchez plus.
problem-pattern_count = il faut un motif et un seul, parmi { $patterns }
problem-pattern_count-advice = Écrivez une règle pour chaque motif.
problem-entries_nowhere = seuls les flux et les calendriers ont des entrées entre lesquelles choisir
problem-entries_nowhere-advice = Retirez la règle ; « kinds » choisit entre les espaces d’une plateforme.
problem-appointments_nowhere = seuls les rendez-vous d’un calendrier se rattachent à des démarches publiées ailleurs
problem-appointments_nowhere-advice = Retirez la règle, ou corrigez « platform ».
problem-other_platform = seule une source avec platform = "{ $platform }" a cette clé
problem-other_platform-advice = Retirez-la, ou corrigez « platform ». { $platform ->
    [file] Un jeu de données a « fields ».
   *[other] Une liste a « columns ».
}

problem-dataset_missing = cette clé manque : un portail a beaucoup de jeux de données
problem-dataset_missing-advice = Écrivez l’identifiant du jeu de données, qui figure dans l’adresse de sa page : …/explore/dataset/IDENTIFIANT/
problem-dataset_form = { $given } n’est pas l’identifiant d’un jeu de données
problem-dataset_form-advice = Écrivez celui qui figure dans l’adresse de sa page : …/explore/dataset/IDENTIFIANT/
problem-fields_missing = cette table manque : chaque jeu de données a ses propres champs
problem-fields_missing-advice = Écrivez une table [sources.fields] avec au moins id, title et url, chacun étant le nom technique d’un champ.
problem-field_name = { $given } n’est pas le nom technique d’un champ : lettres sans accent, chiffres, « _ », « - » et « . » seulement
problem-field_name-advice = Écrivez-le comme sur la page du jeu de données, dans le portail.
problem-page_address = il faut un nom, ou une adresse où des noms sont entre accolades
problem-page_address-advice = Écrivez une adresse comme "https://www.example.fr/projet/{"{id}"}".
problem-status_half = « status » nomme le champ, et « statuses » dit ce que ses mots signifient : l’un ne sert à rien sans l’autre
problem-status_half-advice = Écrivez les deux, comme statuses = {"{ open = [\"ouvert\"], closed = [\"clos\"] }"}
problem-status_column_missing = cette table dit ce que signifient les mots d’une colonne, mais « status » ne nomme pas cette colonne
problem-status_column_missing-advice = Nommez-la, comme status = "État".
problem-column_name = ce n’est pas le nom d’une colonne
problem-column_name-advice = Écrivez le nom tel qu’il figure à la première ligne de la liste.
problem-column_twice = la colonne { $given } est déjà nommée par une autre clé
problem-column_twice-advice = Retirez l’une des deux clés : une colonne ne dit qu’une chose.

problem-consultations_too_few = il y a moins de deux démarches
problem-consultations_too_few-advice = Nommez chacune par son identifiant, ou par l’adresse de sa page.
problem-consultation_unnamed = { $given } ne désigne aucune démarche
problem-consultation_unnamed-advice = Écrivez son identifiant (un UUID), ou l’adresse de sa propre page, et non celle d’un site ou d’une liste.

export-loopback = « gateway.public_url » vaut { $url } : les flux et les calendriers y renverront. Écrivez l’adresse à laquelle les fichiers seront publiés.

# Ce qui empêche une commande d’aboutir. Les causes du système sont dites comme il les dit.

failure = erreur : { $what }
failure-store-unsupported = « { $scheme } » n’est pas une base de données connue ; mettez dans storage.url sqlite://passerelle.db, ou un autre chemin après sqlite://
failure-store-address = « { $url } » n’est pas l’adresse d’une base de données utilisable ; écrivez sqlite:// et le chemin d’un fichier dans storage.url
failure-store-no-folder = le dossier de la base de données « { $place } » n’existe pas ; créez-le, ou mettez un autre chemin dans storage.url
failure-store-unopenable = la base de données « { $place } » ne peut pas être ouverte ; vérifiez que c’est un fichier, et que le compte de la passerelle peut lire et écrire ce fichier et son dossier
failure-store-not-a-database = « { $place } » n’est pas une base de données, et rien n’y a été changé ; mettez un autre chemin dans storage.url, ou déplacez ce fichier
failure-store-foreign = « { $place } » est la base de données d’un autre programme, et rien n’y a été changé ; donnez à la passerelle un fichier à elle dans storage.url
failure-store-newer = la base de données « { $place } » a été écrite par une version plus récente (la migration { $migration } n’est pas connue ici) ; lancez cette version, ou remettez une copie faite avant elle
failure-store-migration = la base de données « { $place } » n’a pas pu prendre la forme de cette version, et rien n’y a été changé ({ $cause })
failure-store-read-only = la base de données « { $place } » est en lecture seule ; donnez au compte de la passerelle le droit d’écrire ce fichier et son dossier
failure-store-busy = la base de données « { $place } » est verrouillée par un autre programme (une seconde passerelle, une sauvegarde, sqlite3) ; attendez qu’il ait fini, ou arrêtez-le
failure-store-full = il n’y a plus de place pour la base de données « { $place } » ; libérez-en sur son disque. Rien n’est perdu : ce qui n’a pas été enregistré sera relu
failure-store-damaged = la base de données « { $place } » est endommagée ({ $cause }) ; arrêtez la passerelle, gardez ce fichier, et remettez une copie
failure-store-failed = la base de données « { $place } » ne répond pas comme prévu ({ $cause })
failure-export-not-an-export = « { $place } » n’est pas vide, et aucun export ne l’a écrit : rien n’y a été changé ; choisissez un dossier vide, ou celui d’un export précédent (il contient { $home })
failure-export-not-a-folder = « { $place } » n’est pas un dossier ; choisissez-en un autre
failure-export-busy = un autre export écrit dans « { $place } » ; attendez qu’il ait fini
failure-export-manifest = « { $place } » ne peut pas être compris ({ $cause }) ; remettez-en une copie, ou exportez dans un autre dossier
failure-export-in-the-way = « { $place } » est à la place d’un dossier de l’export, sans en être un ; déplacez-le
failure-export-io = « { $place } » ne peut pas être lu ou écrit ({ $cause })
failure-export-nothing-known = aucune démarche n’est connue, et un portail vide serait publié ; lancez d’abord passerelle poll
failure-export-unanswered = la passerelle a répondu { $status } pour { $address }, que tout export contient ; son journal dit pourquoi
failure-export-unreadable = ce que la passerelle a répondu pour { $address } ne peut pas être lu ({ $cause })
failure-export-too-many = cela ferait plus de { $most } fichiers ; exportez moins de sources à la fois, ou laissez répondre passerelle serve
failure-listen = la passerelle ne peut pas écouter sur { $address } ({ $cause }) ; mettez dans server.listen une adresse de cette machine et un port libre
failure-listen-demo = la démonstration ne peut pas écouter sur { $address } ({ $cause }) ; choisissez un autre port, avec --listen 127.0.0.1:0
export-head-kind = sorte
export-head-files = fichiers
export-head-new = nouveaux
export-head-changed = modifiés
export-head-unchanged = inchangés
export-head-removed = retirés
export-head-bytes = octets
export-total = total
export-kept = { $name } : un fichier d’un autre porte ce nom ; il a été laissé tel quel, et l’export n’a pas le sien
export-left = { $name } : un export précédent l’avait écrit, et quelqu’un l’a modifié depuis ; il a été laissé, mais plus rien n’y mène
