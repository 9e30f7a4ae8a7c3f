### The page about the sources. In English.

## Health of the sources

sources-title = State of the sources
sources-copied = This copy of the site was made on { $day }.
sources-none = No source is configured.
source-relayed = { $count ->
    [0] No consultation relayed
    [one] { $shown } consultation relayed
   *[other] { $shown } consultations relayed
}
sources-all-well = All sources are up to date.
sources-troubled = { $count ->
    [one] { $shown } source of { $all } is not wholly up to date.
   *[other] { $shown } sources of { $all } are not wholly up to date.
}
sources-held = { $count ->
    [one] { $shown } source waits for a decision.
   *[other] { $shown } sources wait for a decision.
}
sources-unknown = { $count ->
    [one] { $shown } source has not been polled yet.
   *[other] { $shown } sources have not been polled yet.
}
sources-nothing-lost = Nothing is lost: what was known stays shown, and each source is asked again by itself.
sources-for-team = For whoever runs the site: { $command } gives the details and what to do, where ID is the identifier below the name of the source.
health-held = Waiting for a decision
health-unknown = Never polled
health-healthy = Up to date
health-degraded = Partial
health-failing = In error
source-team = For whoever runs the site
source-last-success = Last read completely on { $at }
source-never = Never read completely so far
source-troubled-since = Troubled since { $at }
source-next = To be read next on { $at }
twins-title = Possible duplicates
twins-none = No duplicate is suspected.
twins-text = These consultations of different sources resemble each other. They stay shown twice until somebody decides; a decision is sent to POST /admin/duplicates or written in the configuration.
twins-text-files = These consultations of different sources look alike. They are shown twice as long as nobody has decided.
twins-here = here
twins-score = Likeness: { $score } of 100 ({ $why })
likeness-same_title = same title
likeness-similar_title = similar titles
likeness-same_territory = same territory
likeness-nested_territory = one territory within the other
likeness-same_dates = same dates
likeness-overlapping_dates = overlapping dates
likeness-unknown_dates = unknown dates
