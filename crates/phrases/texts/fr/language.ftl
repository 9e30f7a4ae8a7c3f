### The language itself, dates, and words of the vocabulary. In French.

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

access-members = Participation réservée aux membres
