### Pages. In French.

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
