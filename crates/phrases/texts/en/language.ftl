### The language itself, dates, and words of the vocabulary. In English.

## The language itself

locale = en_GB
language-name = English
digit-group = ,
decimal-mark = .

## Dates and times

month-name = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
month-short = { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] June
    [7] July
    [8] Aug
    [9] Sept
    [10] Oct
    [11] Nov
   *[12] Dec
}
weekday-name = { $weekday ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
}
weekday-short = { $weekday ->
    [1] Mon
    [2] Tue
    [3] Wed
    [4] Thu
    [5] Fri
    [6] Sat
   *[7] Sun
}
day-of-month = { $day }
date = { $day } { $month } { $year }
date-without-year = { $day } { $month }
date-with-weekday = { $weekday } { $date }
month-of-year = { $month } { $year }
time = { $hours }:{ $minutes }
date-and-time = { $date }, { $time }
days = { $count ->
    [one] { $shown } day
   *[other] { $shown } days
}

## Where a consultation stands in time

timing-open-until = Until { $day }
timing-open = Open, no closing date
timing-on = On { $day }
timing-from-to = From { $from } to { $to }
timing-from = From { $from }
timing-until = Until { $to }
timing-then = { $timing }, then: { $title }, { $when }
timing-resumes = { $paused }, resumes on { $day }
timing-resumes-with = { $paused }, resumes on { $day }: { $phase }
timing-paused = Between two phases
timing-on-hold = Participation is paused
timing-upcoming = Upcoming
timing-closed-on = Closed on { $day }
timing-closed = Closed
timing-results-on = Results published on { $day }
timing-results = Results published
timing-closed-with-results = Closed on { $day }, results published
timing-unknown = No dates given

## Vocabulary

access-members = Only members take part
