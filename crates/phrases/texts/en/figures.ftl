### The page of figures. In English.

## Figures

title-upcoming = upcoming
title-open = open
title-paused = between two steps
title-closed = closed
title-results = with results
title-unknown = without dates
title-near = within { $radius } km of { $place }
numbers-title = In figures
numbers-title-of = In figures: { $place }
numbers-summary = { $consultations }, { $meetings } and { $sources }.
numbers-table = The table
numbers-sheet = These figures as CSV
numbers-series = Consultations
numbers-code = Code
numbers-opened = Opened
numbers-closed = Closed
chart-status = Where they stand
chart-status-row = Status
chart-status-sentence = { $count ->
    [0] No consultation.
    [one] { $shown } consultation, { $open } right now.
   *[other] { $shown } consultations, { $open } right now.
}
chart-status-open = { $count ->
   *[other] { $shown } of them open
}
chart-territory = By territory
chart-territory-row = Territory
chart-territory-sentence = Each territory also counts what happens in those it contains.
chart-level = By level of participation
chart-level-row = Level
chart-level-none = No level declared
chart-level-sentence = { $count ->
    [0] The level is the one that the authority declares; all declare one.
    [one] The level is the one that the authority declares; { $shown } consultation declares none.
   *[other] The level is the one that the authority declares; { $shown } consultations declare none.
}
chart-modality = How people take part
chart-modality-row = Modality
chart-modality-sentence = A consultation counts for each of its modalities.
chart-most = Most often: { $label } ({ $shown }). { $sentence }
chart-months = Openings and closings, month by month
chart-months-row = Month
chart-months-sentence = { $openings } and { $closings } in two years.
chart-months-openings = { $count ->
    [one] { $shown } opening
   *[other] { $shown } openings
}
chart-months-closings = { $count ->
    [one] { $shown } closing
   *[other] { $shown } closings
}
chart-durations = How long they stay open
chart-durations-row = Duration
chart-durations-sentence = Half of them last { $days } at most, of { $known } whose opening and closing are known.
chart-durations-none = No consultation announces both its opening and its closing.
chart-durations-at-most = { $to } days at most
chart-durations-between = { $from } to { $to } days
chart-durations-at-least = { $from } days and more
chart-results = What came of them
chart-results-row = Outcome
chart-results-sentence = { $percent }% of the consultations that are over published their results ({ $published } of { $over }).
chart-results-none = No consultation is over.
chart-results-with = Results published
chart-results-without = No results published
