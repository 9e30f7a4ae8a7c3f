### The page of figures. In French.

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
