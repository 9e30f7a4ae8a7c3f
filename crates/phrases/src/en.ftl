# Every fixed text of Passerelle in English.

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

status-upcoming = Upcoming
status-open = Open
status-paused = Between two phases
status-closed = Closed
status-results = Results published
status-unknown = No dates
level-inform = Inform
level-consult = Consult
level-involve = Involve
level-collaborate = Collaborate
level-empower = Empower
access-members = Only members take part
modality-participatory_budget = Participatory budget
modality-survey = Survey
modality-call_for_projects = Call for projects
modality-idea_box = Idea box
modality-text_consultation = Consultation on a text
modality-vote = Vote
modality-debate = Debate
modality-petition = Petition
modality-meeting = Public meeting
modality-public_inquiry = Public inquiry
modality-prior_concertation = Prior consultation
modality-electronic_participation = Electronic participation
modality-assembly = Citizens’ assembly
modality-volunteering = Volunteering
modality-information = Information
modality-other = Other
platform-decidim = Decidim
platform-cap-collectif = Cap Collectif
platform-feed = Feed
platform-calendar = Calendar
platform-opendatasoft = Opendatasoft
platform-file = List
platform-passerelle = Passerelle

## Feeds

feed-consultations = The consultations of the territory
feed-updates = What opens, what closes soon and the results of the consultations of the territory
news-opened = Opened: { $title }
news-closing-soon = Closes on { $day }: { $title }
news-results = Results published: { $title }

## Every page

skip = Skip to content
nav = Main
nav-consultations = Consultations
nav-agenda = Agenda
nav-subscribe = Subscribe
nav-numbers = Figures
footer-relayed = { $count ->
    [0] Relayed by Passerelle
    [one] Relayed by Passerelle from one source
   *[other] Relayed by Passerelle from { $shown } sources
}
footer-sources = State of the sources
footer-data = Open data
footer-about = About
footer-cookies = No cookie, no tracking
footer-take-part = You take part on the site of the authority that consults.
footer-files = This site is updated in copies:
footer-files-when = the date of this one
message-home = See the open consultations
not-found-title = This page does not exist
not-found-text = The address may be incomplete, or the page has never existed.
gone-title = This consultation was withdrawn
gone-text = Its authority no longer publishes it, or this site no longer relays it.
refused-title = This link is incorrect
refused-name = This link contains a filter that this page does not know: “{ $name }”.
refused-value = In this link, the value “{ $value }” is not recognised for the filter “{ $name }”.
refused-missing = Something is missing from this link: “{ $name }”.
refused-meant = Open the page with “{ $meant }” instead of “{ $written }”
refused-places = Did you mean:
refused-without = Open the page without this filter
filter-territory = area
filter-concerns = town and the authorities it belongs to
filter-near = near
filter-radius = distance
filter-status = stage
filter-level = level of participation
filter-modality = way of taking part
filter-theme = topic
filter-source = source
filter-platform = platform
filter-q = search
filter-opens_after = opens on or after
filter-closes_before = closes on or before
filter-from = first day
filter-to = last day
filter-lang = language
filter-sort = order
filter-limit = number of results
filter-cursor = next part of the list
filter-place = town
filter-scope = extent
filter-view = layout
filter-widget = layout of the widget
filter-month = month
filter-scheme = colours
filter-consultation = consultation
cancelled = Cancelled
unannounced = No longer announced
all-day = all day
days-from-to = { $from } to { $to }
online = online

## Portal

portal-heading = Have your say
portal-heading-in = Have your say: { $place }
portal-introduction = The consultations of the authorities of the territory, wherever they take place. You take part on the site of the authority that consults.
portal-title-open = Open consultations
portal-title = Consultations
search-label = Search for a consultation
search-placeholder = A subject, a street, a town…
search-button = Search
filters = Filters
filters-open = Filter: territory, phase, theme…
filters-active = { $count ->
    [one] Filter ({ $shown } active filter)
   *[other] Filter ({ $shown } active filters)
}
group-territory = Territory
group-status = Where does it stand?
group-modality = How to take part
group-level = Level of participation
group-theme = Theme
group-source = Source
group-more = Place, dates and order
everywhere = Everywhere
any-status = All
any = All
inside-count = { $count ->
    [one] { $shown } territory
   *[other] { $shown } territories
}
others-count = { $count ->
    [one] { $shown } more…
   *[other] { $shown } more…
}
results = Results
results-count = { $status ->
    [open] { $count ->
        [0] No open consultation
        [one] { $shown } open consultation
       *[other] { $shown } open consultations
    }
    [upcoming] { $count ->
        [0] No upcoming consultation
        [one] { $shown } upcoming consultation
       *[other] { $shown } upcoming consultations
    }
    [paused] { $count ->
        [0] No consultation between two phases
        [one] { $shown } consultation between two phases
       *[other] { $shown } consultations between two phases
    }
    [closed] { $count ->
        [0] No closed consultation
        [one] { $shown } closed consultation
       *[other] { $shown } closed consultations
    }
    [results] { $count ->
        [0] No published results
        [one] { $shown } consultation with published results
       *[other] { $shown } consultations with published results
    }
   *[any] { $count ->
        [0] No consultation
        [one] { $shown } consultation
       *[other] { $shown } consultations
    }
}
subscribe-view = Subscribe to this view
map = Map
map-closer = Closer
map-farther = Farther
map-close = Close
map-hint = The points lead to the same consultations as the list below.
near-me = Around me
near-me-refused = Your browser did not give your position: name a town instead.
near-place = Within { $radius } km of { $place }
near-here = Within { $radius } km of your position
place-label = Near which town?
place-unknown = No town is called “{ $place }”.
place-misspelt = No town is called “{ $place }”. Did you mean:
place-ambiguous = Several towns are called “{ $place }”: which one?
radius-label = Within
kilometres = { $count } km
opens-after-label = Opens on or after
closes-before-label = Closes on or before
sort-label = Order
sort-closing = Closing soon
sort-recent = Recently published
sort-opening = Opening soon
sort-name = By title
sort-relevance = Best match of the words
sort-distance = Nearest to the place
apply = Apply
chip-concerns = What concerns { $place }
filter-remove = Remove the filter: { $filter }
filter-words = “{ $words }”
filter-opens-after = opens on or after { $day }
filter-closes-before = closes on or before { $day }
filter-other = { $name }: { $value }
filters-clear = Remove all filters
empty-title = Nothing matches for now
empty-text = You can remove a filter, search in every phase, or subscribe to this view to be told as soon as a consultation opens.
empty-text-words = No consultation matches, in any phase. You can try other words, remove a filter, or subscribe to this view to be told as soon as one does.
empty-any-status = { $count ->
    [one] See the one in another phase
   *[other] See { $shown } in all phases
}
found-some = No consultation has every word; these have most of them.
found-none-corrected = No consultation contains “{ $typed }”: “{ $words }” was searched for instead.
found-corrected = Results for “{ $words }”. No consultation contains “{ $typed }”.
found-concerned = { $status ->
    [open] { $count ->
        [one] { $place }: { $shown } open consultation concerns you
       *[other] { $place }: { $shown } open consultations concern you
    }
   *[any] { $count ->
        [one] { $place }: { $shown } consultation concerns you
       *[other] { $place }: { $shown } consultations concern you
    }
}
next-page = Next consultations
first-page = Back to the beginning
left-days = { $count ->
    [0] last day
    [one] { $shown } day
   *[other] { $shown } days
}
left-hint = to take part
left-open = open
left-open-hint = no closing date
left-opens-in = { $count ->
    [0] today
    [one] tomorrow
   *[other] in { $shown } days
}
left-opens-hint = opens
left-resumes-hint = resumes
left-paused = paused
left-paused-hint = between two phases
left-closed = closed
left-unknown = no dates
tag-open-until = Open until { $day }
tag-open = Open, no closing date
tag-closing = Closes { $day }
tag-opens = Opens { $day }
tag-upcoming = Upcoming
tag-next = Then:
tag-closed = Closed on { $day }
tag-closed-undated = Closed
tag-unknown = No dates given
phase-of = Phase { $number } of { $of }
phase-between = Between phases { $number } and { $next } of { $of }
phase-before = Before the first of { $of } phases
phase-after = After the last of { $of } phases
phase-over = Closed, in { $of } phases
meetings-count = { $count ->
    [one] { $shown } meeting
   *[other] { $shown } meetings
}
contributions-count = { $count ->
    [one] { $shown } contribution
   *[other] { $shown } contributions
}
also-published = also published by { $names }

## One consultation

breadcrumb = Breadcrumb
take-part = Take part on { $site }
see-at-source = See on { $site }
new-window = (another site)
remaining = { $count ->
    [0] this is the last day
    [one] { $shown } day left
   *[other] { $shown } days left
}
opens-in = { $count ->
    [0] opens today
    [one] opens tomorrow
   *[other] in { $shown } days
}
resumes-in = { $count ->
    [0] resumes today
    [one] resumes tomorrow
   *[other] resumes in { $shown } days
}
section-description = What it is about
section-phases = The phases
phase-here = you are here
phase-running = running
phase-untitled = Phase { $number }
section-meetings = Meet
meetings-past = { $count ->
    [one] The past meeting
   *[other] The { $shown } past meetings
}
add-to-calendar = add to my calendar
add-to-calendar-named = add to my calendar: { $title }
section-results = The results
results-on = Published on { $day }.
results-due = Due on { $day }.
results-none = The authority has attached no document.
section-numbers = In figures
count-contributions = Contributions
count-participants = Participants
count-votes = Votes and supports
count-meetings = Meetings
count-meetings-to-come = { $shown } to come
count-meetings-value = { $count ->
    [0] { $all }
   *[other] { $all }, { $shown } of them to come
}
open-since = Open for
open-for = Duration
section-origin = Where this page comes from
origin-organiser = Who consults
origin-territory = Territory
origin-territory-inferred = { $name } (from the address of the source)
origin-level = Level
origin-access = Taking part
origin-access-members = Members only; everybody can read
origin-themes = Themes
origin-source = Source
origin-platform = Platform
origin-read = Updated
origin-via = Relayed by
origin-also = Also on
origin-licence = Licence
section-follow = Follow
follow-text = News of the territory: openings, closings, results.
follow-calendar = Its meetings in my calendar

## Agenda

agenda-title = Meetings and deadlines
agenda-title-in = Meetings and deadlines: { $place }
agenda-all = all towns
agenda-view = View
agenda-view-list = To come
agenda-view-day = Day
agenda-view-week = Week
agenda-view-month = Month
agenda-week-of = Week from { $from } to { $to }
agenda-from = From { $day }
agenda-previous-day = Previous day
agenda-next-day = Next day
agenda-previous-week = Previous week
agenda-next-week = Next week
agenda-previous-month = Previous month
agenda-next-month = Next month
agenda-today = Today
agenda-next = Rest of the agenda
agenda-empty = No appointment for now.
agenda-empty-period = No appointment on these dates.
agenda-get = Get it in my calendar
agenda-print = Poster version
agenda-opening = Opening
agenda-closing = Closing
agenda-deadline-last-day = last day
agenda-poster-address = The whole agenda and the consultations: { $address }
agenda-all-day = all day

## Subscribing

subscribe-title = Subscribe
subscribe-introduction = Choose what interests you: you get addresses for your feed reader or your calendar. No account, no e-mail address.
subscribe-choose = What interests you
subscribe-choose-files = Choose a territory. For a theme or a way to take part, filter the consultations, then follow “Subscribe to this view”.
subscribe-place-label = Town or group of towns
subscribe-concerns = What concerns it: the town, and the authorities that it belongs to
subscribe-scope = How far?
subscribe-inside = Only what happens there
subscribe-words = Words to find
subscribe-show = Show the addresses
subscribe-chosen = Your choice
subscribe-everything = The whole territory, in every phase
subscribe-items = { $count ->
    [0] No consultation right now
    [one] { $shown } consultation
   *[other] { $shown } consultations
}
subscribe-meetings = { $count ->
    [0] No meeting to come
    [one] { $shown } meeting to come
   *[other] { $shown } meetings to come
}
subscribe-reader = In a feed reader
subscribe-reader-text = For the consultations themselves.
subscribe-news = Only the news
subscribe-news-text = What opens, what closes soon, what publishes its results.
subscribe-calendar = In a calendar
subscribe-calendar-text = The meetings, kept up to date in your phone or computer.
subscribe-calendar-deadlines = Meetings, openings and closings
subscribe-calendar-deadlines-text = The same, with the first and the last day of each consultation.
subscribe-calendar-open = Open in my calendar
subscribe-widget = In a town’s site
subscribe-widget-text = Copy these lines into a page of your site. Nothing else to install.
subscribe-widget-view = Layout
subscribe-widget-lines = the lines of the widget
subscribe-widget-frame = the line of the frame
subscribe-widget-more = Settings of the website that shows the widget
subscribe-widget-policy = If your website restricts what it loads (Content-Security-Policy), add:
subscribe-widget-reserve = So that nothing moves on the page while it loads, add to its style sheet:
subscribe-widget-iframe = If your website refuses scripts of another website, a plain frame shows the same:
subscribe-widget-frame-policy = The frame needs in Content-Security-Policy:
subscribe-preview = Preview
subscribe-data = For spreadsheets and maps
address-rss = RSS
address-atom = Atom
address-json = JSON Feed
address-ics = iCalendar
address-csv = CSV
address-csv-french = CSV for French spreadsheets (semicolons)
address-geojson = GeoJSON
address-opml = OPML, one entry for each territory
subscribe-copy = Copy
subscribe-copied = Copied

## Widget

widget-view-list = List
widget-view-compact = Short list
widget-view-calendar = Calendar
widget-all = All consultations
widget-all-of = { $count ->
    [one] All consultations
   *[other] All consultations ({ $shown })
}
widget-agenda = The whole agenda
widget-empty = No consultation right now.
widget-month-empty = No appointment this month.
widget-day = { $count ->
    [one] { $day }: { $shown } appointment
   *[other] { $day }: { $shown } appointments
}
widget-meetings = Next meetings
widget-meeting-when = { $day }, { $hours }
widget-until = until { $day }
widget-from = from { $day }
widget-on = on { $day }

## Calendar

ics-name = Agenda
ics-cancelled = Cancelled: { $title }
ics-unannounced = No longer announced: { $title }
ics-deadline-opens = Opening: { $title }
ics-deadline-closes = Last day: { $title }
ics-deadline-of-phase = { $title } ({ $phase })

## Spreadsheet

csv-id = Identifier
csv-title = Title
csv-summary = Summary
csv-status = Status
csv-opens = Opening
csv-closes = Closing
csv-territory-code = Territory code
csv-territory = Territory
csv-organiser = Organiser
csv-level = Level
csv-modalities = Modalities
csv-themes = Themes
csv-contributions = Contributions
csv-participants = Participants
csv-votes = Votes
csv-meetings = Meetings
csv-results = Results published on
csv-source = Source
csv-platform = Platform
csv-licence = Licence
csv-latitude = Latitude
csv-longitude = Longitude
csv-url = Address
csv-portal = Portal page
csv-updated = Updated
csv-deadline = Last day to take part
csv-current-phase = Current phase
csv-access = Who can take part

## About

about-title = About
about-what = What this site is
about-what-text = This site gathers the public consultations of several authorities. It reads them on their platforms and relays them as they are published; one always takes part on the site of the authority that consults.
about-run-by = Run by { $name }.
about-contact = To write to whoever runs this site:
about-numbers = What it holds
about-numbers-text = { $consultations }, { $meetings } and { $sources }.
about-sources = The sources
about-privacy = Your data
about-privacy-text = No cookie, no account, no tracking, nothing loaded from another site. The names of people who contribute are neither asked of the platforms, nor kept, nor shown.
about-accessibility = Accessibility
about-accessibility-text = The pages are made after WCAG 2.2 level AA and the French RGAA 4. They work without JavaScript, by keyboard and with a screen reader.
about-reuse = Reuse
about-reuse-text = Every page exists as open data too: feeds, calendar, spreadsheet and programming interface.
about-reuse-api = Documentation of the interface
about-software = This site runs on Passerelle, free software under the EUPL 1.2.
sources-count = { $count ->
    [0] no source
    [one] { $shown } source
   *[other] { $shown } sources
}
rendezvous-count = { $count ->
    [0] no meeting
    [one] { $shown } meeting
   *[other] { $shown } meetings
}
consultations-count = { $count ->
    [0] no consultation
    [one] { $shown } consultation
   *[other] { $shown } consultations
}

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

## Description of the interface

api-title = Open data
api-introduction = Everything that this site shows can be read by programs too, without key or account. The same filters hold everywhere.
api-introduction-files = Everything that this site shows can be read by programs too, without a key or an account. Each address below is a whole file; a filter, one at a time, stands in the name of the file, as in rss/concerns-54395.xml.
api-document = The complete description (OpenAPI 3.1)
api-parameters = Parameters
api-parameter = Parameter
api-meaning = Meaning
api-answers = Answers
api-schemas = What the answers hold
api-field = Field
api-type = Type
api-try = Try
api-english = { "" }

# What happened at a source. `reason-CODE` is for everyone, `reason-CODE-ask` can be copied into a mail to whoever runs the platform,
# `reason-CODE-detail` is for whoever runs the site. What enters a list begins with a small letter and has no full stop.

reason-to-ask = To ask the team of the platform: “{ $ask }”
reason-separator = ;
reason-quoted = “{ $text }”
reason-item = { $place }: { $why }
reason-with-detail = { $sentence } ({ $detail })
reason-size-bytes = { $number } bytes
reason-size-kb = { $number } kB
reason-size-mb = { $number } MB
reason-place-line = line { $number }
reason-place-entry = entry { $number }
reason-place-change = change { $number }
reason-place-event = event of { $day }
reason-word-everything = all of it
reason-word-texts = texts
reason-word-dates = dates
reason-word-phases = phases
reason-word-modalities = components and their meetings
reason-word-image = image
reason-word-state = state
reason-word-counts = counts
reason-word-results = results

reason-withdrawals_held = Since { $since }, { $consultations ->
    [0] { $meetings ->
        [one] { $meetings-shown } meeting to come has been missing, though its consultation is still listed
       *[other] { $meetings-shown } meetings to come have been missing at once, though their consultations are still listed
    }
    [one] { $consultations-shown } consultation{ $meetings ->
        [0] {" "}has been missing
       *[other] {" "}and { $meetings-shown } meetings to come have been missing at once
    }
   *[other] { $consultations-shown } consultations{ $meetings ->
        [0] {""}
       *[other] {" "}and { $meetings-shown } meetings to come
    } have been missing at once
}: nothing is withdrawn or announced as cancelled, and all of it stays shown until somebody decides.
reason-withdrawals_held-ask = Since { $since }, much of what your platform published is no longer there. Is that intended?
reason-withdrawals_held-detail = That is more than a third of the source. Look first at what happened on the platform: what comes back there needs nothing from you. If all of it is really gone, and only then, confirm it: passerelle poll --source { $source } --confirm-withdrawals

reason-host_moved = { $by ->
    [origin] This source lists under another address { $count ->
        [one] { $count-shown } consultation that is already known
       *[other] { $count-shown } consultations that are already known
    }: nothing is published twice and nothing is withdrawn until somebody decides.
   *[other] The platform answers at { $to }, and is read there.
}
reason-host_moved-detail = { $by ->
    [origin] The known ids are made of “{ $former }”{ $owner ->
        [none] {""}
       *[other] {" "}by the source “{ $owner }”, which is no longer configured
    }. If the platform has moved, write origin = "{ $former }" for “{ $source }”: every id stays as it was. If these are really other consultations, and only then, confirm it: passerelle poll --source { $source } --confirm-withdrawals
    [host] Set url = "{ $to }", and origin = "{ $former }" (the former host name) so that nothing is taken for new.
   *[other] Set url = "{ $to }" to spare a redirect.
}

reason-identity_collision = { $count ->
    [one] { $count-shown } consultation of this source is not shown: the source “{ $owner }” has another with the same id, which stays shown.
   *[other] { $count-shown } consultations of this source are not shown: the source “{ $owner }” has others with the same ids, which stay shown.
}
reason-identity_collision-detail = Keys: { $keys }. To tell the two sources apart, write origin = "{ $origin }" for “{ $source }”, and never change it.

reason-records_rejected = { $count ->
    [one] { $count-shown } entry of this source cannot be relayed.
   *[other] { $count-shown } entries of this source cannot be relayed.
}
reason-records_rejected-ask = This is why a part of what you publish cannot be relayed: { $records }.
reason-key_unusable = the key is missing or too long
reason-key_unusable-detail = key { $key }
reason-page_refused = the address cannot be relayed: it must be http or https, be no person’s page, and hold no token, e-mail address or phone number
reason-page_refused-detail = key { $key }
reason-text_missing = there is neither a title nor a text
reason-text_missing-detail = key { $key }
reason-territory_code_unknown = { $title ->
    [none] {""}
   *[other] “{ $title }”, {""}
}no territory has the code given: correct it, or write the name
reason-territory_code_unknown-detail = key { $key }
reason-territory_name_unknown = { $title ->
    [none] {""}
   *[other] “{ $title }”, {""}
}no territory, or more than one, has the name given{ $name ->
    [none] {""}
   *[other] {" "}(“{ $name }”, which is like { $alike })
}: write its INSEE code or SIREN
reason-territory_name_unknown-detail = key { $key }

reason-partial_answer = { $part ->
    [feed_end] The feed breaks off before its end, or lists more than 2000 entries: what was read of it is relayed, and nothing is withdrawn.
    [in_turns] There is too much to read at once: the rest follows at the next polls, and what was known stays shown.
    [assembly_links] There is too much to read at once: the rest follows at the next polls, and what was known stays shown.
    [petition_dates] There is too much to read at once: the rest follows at the next polls, and what was known stays shown.
    [too_many_meetings] There are too many meetings to read at once: the rest follows at the next polls, and those that were known stay shown.
    [origins] { $count ->
        [one] { $count-shown } consultation is not relayed, since the other gateway does not say where it comes from.
       *[other] { $count-shown } consultations are not relayed, since the other gateway does not say where they come from.
    }
    [parts] A part of a consultation could not be read ({ $parts }); what was known of it stays shown.
    [meetings] Some meetings could not be read; those that were known stay shown.
    [events] Some meetings could not be read; those that were known stay shown.
    [counts] The numbers of contributions and participants could not be read; those that were known stay shown.
   *[other] A part of what this platform publishes could not be read; what was known of it stays shown.
}
reason-partial_answer-ask = { $part ->
    [feed_end] Your feed breaks off before its end, or lists more than 2000 entries. Could you have it checked, for instance at https://validator.w3.org/feed/?
    [one_by_one] Your platform answers with an error when a whole list is read through its API. Could you have the cause looked for in the logs of the server?
    [parts] Your platform answers with an error when a part of a consultation is read through its API. Could you have the cause looked for in the logs of the server?
    [space] Your platform answers with an error when a consultation is read through its API. Could you have the cause looked for in the logs of the server?
    [fields] Your platform answers with an error when some of its data are read through its API. Could you have the cause looked for in the logs of the server?
   *[other] {""}
}
reason-partial_answer-detail = { $part ->
    [list] The list “{ $list }” did not come whole.
    [one_by_one] The list “{ $list }” cannot be had in one piece: what it lacks is asked for one by one.
    [in_turns] Of “{ $list }”, { $count-shown } are to be asked for one by one, in turns.
    [parts] It concerns { $space }.
    [space] It concerns { $space }: { $fault ->
        [form] the answer has another form than expected
        [another] the platform answers with another space
       *[other] the platform fails over it as over the list that holds it
    }.
    [assemblies] The list of assemblies could not be read.
    [assembly_links] Of some assemblies the links are still to be asked for one by one.
    [petition_dates] Of some petitions the dates are still to be asked for one by one.
    [attachments] What the processes are attached to could not be read: what is known of it stands.
    [fields] In the document “{ $document }”, the platform fails over { $fields }: the rest is asked for without.
    [meetings] It concerns component { $component } of { $space }. { $why }
    [feed_end] {""}
    [too_many_meetings] {""}
    [origins] {""}
   *[other] { $why ->
        [none] The platform fails over some of its answers.
       *[other] { $why }
    }
}

reason-bad_dates = { $count ->
    [one] { $count-shown } date cannot be read and is left out.
   *[other] { $count-shown } dates cannot be read and are left out.
}
reason-stray_text = Some other text, most often the error message of a program, accompanies what this source publishes; the rest was read.
reason-stray_text-ask = The message of a program stands before or behind what your site sends at this address, and other readers may refuse it. Could you have the beginning and the end of the answer looked at?

reason-entries_unreadable = { $in ->
    [list] { $count ->
        [one] { $count-shown } entry of the list cannot be read: what was known of it stays shown, and nothing is withdrawn until it is corrected.
       *[other] { $count-shown } entries of the list cannot be read: what was known of them stays shown, and nothing is withdrawn until they are corrected.
    }
    [feed] { $count ->
        [one] { $count-shown } entry of the feed is not well formed and was not read.
       *[other] { $count-shown } entries of the feed are not well formed and were not read.
    }
   *[other] { $count ->
        [one] { $count-shown } change told by the other gateway cannot be read; what was known of it stays shown.
       *[other] { $count-shown } changes told by the other gateway cannot be read; what was known of them stays shown.
    }
}
reason-entries_unreadable-ask = { $in ->
    [list] To correct in the list: { $entries }.
    [feed] Some entries of your feed are not well formed{ $entries ->
        [none] {""}
       *[other] {" "}({ $entries })
    }. Could you have it checked, for instance at https://validator.w3.org/feed/?
   *[other] Our gateway cannot read some changes of yours ({ $places }). Are both up to date?
}

reason-being_written = The list is being saved: what was read of it stays shown, and it is read again at the next poll.
reason-columns_unknown = Some columns of the list are not read, since their names say nothing known.
reason-columns_unknown-ask = Columns whose name is not known: { $columns }.
reason-column_unknown = “{ $name }”{ $near ->
    [none] {""}
   *[other] {" "}(perhaps “{ $near }”)
}
reason-known_by_title = { $count ->
    [one] { $count-shown } entry of the list has neither an id nor a link: it is known by its title, and a new title would make it another consultation.
   *[other] { $count-shown } entries of the list have neither an id nor a link: they are known by their titles, and new titles would make them other consultations.
}
reason-known_by_title-ask = Could you give an id (column “id”) to: { $places }?
reason-without_page = { $count ->
    [one] { $count-shown } entry of the list has no page of its own, and leads to { $home }
   *[other] { $count-shown } entries of the list have no page of their own, and lead to { $home }
}
reason-without_page-ask = Could you give the address of the page (column “lien”) for: { $places }?
reason-cell_wrong = “{ $column }”{ $value ->
    [none] {""}
   *[other] {" "}(“{ $value }”)
} must be { $wanted ->
    [yes_or_no] oui or non
    [count] a whole number
    [state] à venir (upcoming), ouverte (open) or terminée (closed)
    [level] one of these levels: { $words }
    [modality] one of these modalities: { $words }
    [address] one web address such as https://www.example.fr/plu
    [degrees] a number of degrees such as 43.8367
    [point] a latitude and a longitude such as 43.8367, 4.3601
    [territory] the name of a commune, or a code: INSEE (30189), SIREN (243000643), dep-30 or reg-76
    [day] a day such as 31/12/2026 or 2026-12-31
    [time] a time such as 18:30 or 18h30
    [end_time] a time such as 20:30
   *[other] a time such as 20:30, or a day such as 31/12/2026
}
reason-title_missing = there is no title (“{ $column }”)
reason-entry_twin = { $by ->
    [id] the same “{ $column }” as { $first }
    [address] the same address as { $first }
   *[other] the same title as { $first }
} (give each its own “{ $column }”)
reason-end_before_beginning = “{ $end }” must not be before “{ $beginning }”
reason-meeting_undated = a meeting has no date (“{ $column }”)
reason-meeting_end_alone = a meeting has a time at which it ends (“{ $end }”) and none at which it begins (“{ $beginning }”, or 31/12/2026 18:30)
reason-cell_is_table = “{ $column }” holds a table, where a text is needed
reason-not_a_table = { $what ->
    [meeting] a meeting is not a table
   *[other] it is not a table
}
reason-quote_unclosed = a quotation mark is opened here and never closed: what follows is not read
reason-line_cut = the file ends in the middle of this line
reason-cells_too_many = there are more cells than columns: a text that holds the separator must stand between quotation marks

reason-several_feeds = The page names { $count-shown } feeds; the one at { $to } is read.
reason-several_feeds-detail = To read another one, set url to its address.
reason-entries_without_page = { $count ->
    [one] { $count-shown } entry of the feed leads to no page of its own, and cannot be relayed.
   *[other] { $count-shown } entries of the feed lead to no page of their own, and cannot be relayed.
}
reason-entries_without_page-ask = Could you give each entry of your feed the address of its page?{ $titles ->
    [none] {""}
   *[other] {" "}It is missing from: { $titles }.
}
reason-dates_unreadable = { $count ->
    [one] { $count-shown } entry of the feed says its date in a way that cannot be read, and is relayed without it.
   *[other] { $count-shown } entries of the feed say their date in a way that cannot be read, and are relayed without it.
}
reason-dates_unreadable-ask = Could you write the dates of your feed as 2026-11-23T14:30:00+01:00?{ $dates ->
    [none] {""}
   *[other] {" "}They now read: { $dates }.
}
reason-entry_malformed = not well formed{ $title ->
    [none] {""}
   *[other] {" "}(“{ $title }”)
}

reason-calendar_cut_short = The calendar ends in the middle, or is larger than any agenda: what it lacks stays shown as before.
reason-calendar_cut_short-ask = Your calendar ends in the middle of an event, or is excessively large. Could you have it looked at?
reason-text_before_calendar = Some other text, most often the error message of a program, stands before the calendar; the calendar was read.
reason-text_before_calendar-ask = The message of a program stands before your calendar, and other agendas may refuse it. Could you have the beginning of the answer looked at?
reason-events_unreadable = { $count ->
    [one] { $count-shown } event of the calendar cannot be read.
   *[other] { $count-shown } events of the calendar cannot be read.
}
reason-events_unreadable-ask = Event { $number-shown } of your calendar { $fault ->
    [start] has no start that can be read (DTSTART)
   *[other] is not well formed
}. Could you correct it?
reason-events_private = { $count ->
    [one] { $count-shown } event is marked private or confidential, and is not relayed.
   *[other] { $count-shown } events are marked private or confidential, and are not relayed.
}
reason-time_zone_unknown = { $count ->
    [one] { $count-shown } event is in a time zone that nothing defines: it is read in that of the calendar, else in that of the source.
   *[other] { $count-shown } events are in a time zone that nothing defines: they are read in that of the calendar, else in that of the source.
}
reason-time_zone_unknown-detail = If the hours are wrong, correct timezone.
reason-repetitions_not_computed = { $count ->
    [one] { $count-shown } event repeats by a rule that cannot be read, takes too long to compute, or counts in another calendar: not all of its dates are given.
   *[other] { $count-shown } events repeat by a rule that cannot be read, takes too long to compute, or counts in another calendar: not all of their dates are given.
}
reason-events_too_many = { $count ->
    [one] { $count-shown } event is left out, since there are too many.
   *[other] { $count-shown } events are left out, since there are too many.
}
reason-events_too_many-detail = The nearest are relayed. To choose which ones, write [[sources.include]] rules.

reason-too_many_records = The dataset has { $count-shown } records; the first { $read-shown } are read.
reason-too_many_records-detail = To choose which ones, write where.
reason-key_shared = { $count ->
    [one] { $count-shown } record has the key of another, and is not relayed.
   *[other] { $count-shown } records have the key of another, and are not relayed.
}
reason-key_shared-detail = fields.id must name a field that no two records share; “{ $field }” is none.
reason-values_unreadable = { $count ->
    [one] { $count-shown } value cannot be read and is left out.
   *[other] { $count-shown } values cannot be read and are left out.
}
reason-values_unreadable-detail = Check that the fields hold what fields says: { $fields }.
reason-field_values = { $count ->
    [one] { $count-shown } value
   *[other] { $count-shown } values
}
reason-field_values-detail = field “{ $field }”
reason-records_lacking = { $count ->
    [one] { $count-shown } record without a key, a title or an address is not relayed.
   *[other] { $count-shown } records without a key, a title or an address are not relayed.
}
reason-records_lacking-detail = The key is read in “{ $key }”, the title in “{ $title }”.
reason-statuses_unknown = Some states of consultations are not known: { $words }.
reason-statuses_unknown-detail = Say in fields.statuses what they mean.

reason-links_follow = There are too many projects to read the meetings of each at once: the rest follows at the next polls.
reason-language_refused = The platform does not answer in the language “{ $language }”.
reason-language_refused-ask = Could you switch on the language “{ $language }” on your platform (feature “multilangue”)?
reason-language_refused-detail = Else languages should name for this source only the languages that it speaks.
reason-projects_without_page = { $count ->
    [one] { $count-shown } project without a page on the platform (it is on another site, or has no step) is not relayed.
   *[other] { $count-shown } projects without a page on the platform (they are on another site, or have no step) are not relayed.
}

reason-capabilities-stage = { $stage ->
    [development] {" "}(in development)
   *[none] {""}
}
reason-capabilities = The platform answers as { $version ->
    [none] { $first ->
        [none] { $nearest ->
            [none] Decidim
           *[other] Decidim, nearest to version { $nearest }{ reason-capabilities-stage }: a newer one than those known here, or an adapted one
        }
       *[other] Decidim { $first } to { $last }{ reason-capabilities-stage }, without saying which
    }
   *[other] Decidim { $version }{ reason-capabilities-stage }
}; { $count ->
    [0] it has all that can be read here.
    [one] it lacks one of the things that other versions let one read.
   *[other] it lacks { $count-shown } of the things that other versions let one read.
}
reason-capabilities-detail = { $missing ->
    [none] {""}
   *[other] It is not asked for: { $missing }.
}
reason-fields_unknown = The platform does not tell what it lacks: only what every version of Decidim has is asked for.
reason-stale_link = An assembly links to something that was deleted, and its links cannot be read.
reason-stale_link-ask = An assembly of your platform links to something that was deleted. Could you save it anew in the administration?
reason-stale_link-detail = It is assembly { $assembly }.
reason-meetings_unsettled = Some meetings changed while they were read: those that are missing stay shown as before.
reason-meetings_unsettled-detail = It concerns component { $component }.

reason-asked = Address asked: { $address }.
reason-answered = Address asked: { $address }{ $status ->
    [0] .
   *[other] , answer { $status-shown }.
}
reason-expected = { $platform ->
    [decidim] a Decidim platform
    [cap-collectif] a Cap Collectif platform
    [opendatasoft] an Opendatasoft portal
    [passerelle] another gateway
    [feed] a feed
    [calendar] a calendar (iCalendar)
    [file] a list
   *[any] something that this gateway can read
}
reason-let-through = Could you let requests whose User-Agent begins with ‘Passerelle/’ through to { $address }?
reason-logs = { $address } answers with an error. Could you have the cause looked for in the logs of the server?
reason-report = The log of the gateway says why: report it.

reason-robot_wall = The site { $host } is protected against robots{ $by ->
    [none] {""}
   *[other] {" "}({ $by })
}, and no program can read it.
reason-robot_wall-ask = Could you let requests whose User-Agent begins with ‘Passerelle/’ reach { $address } without a challenge? The protection of your site against robots keeps our agenda from relaying your consultations.
reason-robot_wall-detail = { reason-answered }
reason-sign_in = The site { $host } asks for an account, a key or a password: what it publishes cannot be read.
reason-sign_in-ask = Could you open { $address } to visitors without an account, and to requests whose User-Agent begins with ‘Passerelle/’?{ $platform ->
    [decidim] {" "}In Decidim, the setting of the organization is ‘Force users to authenticate before access organization’, and that of the server DECIDIM_API_FORCE_API_AUTHENTICATION: both must be off.
   *[other] {""}
}
reason-sign_in-detail = { reason-answered }{ $at ->
    [none] {""}
   *[other] {" "}The site leads to its sign-in page ({ $at }).
}
reason-refused = The site { $host } refuses to answer this gateway.
reason-refused-ask = { reason-let-through } A firewall or a protection against robots refuses them.
reason-refused-detail = { reason-answered }
reason-throttled = The site { $host } gets too many requests{ $until ->
    [none] { $minutes ->
        [0] {""}
        [one] {" "}and asks to wait for { $minutes-shown } minute
       *[other] {" "}and asks to wait for { $minutes-shown } minutes
    }
   *[other] {" "}and asks to wait until { $until }
}: it is read again later.
reason-throttled-ask = Could you allow requests whose User-Agent begins with ‘Passerelle/’ to read { $host } more often?
reason-throttled-detail = If this lasts, read this source less often (every).{ $address ->
    [none] {""}
   *[other] {" "}{ reason-asked }
}
reason-maintenance = The site { $host } is closed for maintenance{ $minutes ->
    [0] {""}
    [one] {" "}(for { $minutes-shown } more minute)
   *[other] {" "}(for { $minutes-shown } more minutes)
}: it is read again later.
reason-maintenance-ask = Your site { $host } is closed for maintenance. When does it open again?
reason-maintenance-detail = { reason-answered }
reason-out_of_order = The site { $host } is out of order: it is read again later.
reason-out_of_order-ask = { reason-logs }
reason-out_of_order-detail = { reason-answered }
reason-captive_portal = The site { $host } was not reached: the network that this gateway is on answers in its place, and waits for somebody to sign in.
reason-captive_portal-detail = Ask whoever runs that network to let this machine out. { reason-answered }
reason-domain_parked = At { $host } there is only a placeholder page: the domain name is for sale, just registered, or expired.
reason-domain_parked-ask = Has the domain name { $host } expired? Where is your site now?
reason-domain_parked-detail = Check the spelling of url first. { reason-answered }
reason-server_default_page = At { $host } there is the default page of a server ({ $of }) on which no site is set up.
reason-server_default_page-ask = Could you look at the configuration of the server? It answers { $address } with its default page.
reason-server_default_page-detail = Check url first. { reason-answered }
reason-hosting_suspended = The hosting account of the site { $host } is suspended.
reason-hosting_suspended-ask = The hosting account of { $host } is suspended. Could you settle this with your host?
reason-hosting_suspended-detail = { reason-answered }
reason-moved = The site { $host } redirects elsewhere ({ $to }).
reason-moved-ask = { $host } now redirects elsewhere ({ $to }). Has your platform moved, and which address should be read?
reason-moved-detail = If the platform has moved, set url to its new address, and origin = "{ $host }" (the former host name) so that nothing is taken for new. { reason-asked }
reason-gone = The site { $host } answers that what was read at this address no longer exists (410).
reason-gone-ask = { $address } answers that it no longer exists (410). Since when, and where are your consultations now?
reason-gone-detail = { reason-asked }
reason-not_found = The site { $host } finds nothing at the address asked.
reason-not_found-ask = We find nothing at { $address }. Has this page moved, and which address should be read?
reason-not_found-detail = Open the site in a browser, and correct url if need be. { reason-answered }
reason-legal_block = The site { $host } answers that this may not be shown, for legal reasons (451).
reason-legal_block-ask = Which decision keeps { $address } from being shown, and does it hold for a gateway that relays your consultations too?
reason-legal_block-detail = { reason-asked }
reason-empty_answer = The site { $host } sent an empty answer: it is read again later.
reason-empty_answer-ask = { $address } sends an empty answer. Could you have the logs of the server looked at?
reason-empty_answer-detail = { reason-answered }
reason-web_page = { $platform ->
    [any] At the address asked, the site { $host } has only a web page, on which nothing that this gateway can read was found.
   *[other] The site { $host } sent an ordinary web page, where { reason-expected } is expected.
}
reason-web_page-ask = { $platform ->
    [any] {""}
   *[other] We used to read { reason-expected } at { $address } and now find only a web page. Which address should be read now?
}
reason-web_page-detail = { $platform ->
    [any] { reason-by-hand }
   *[other] Check url and platform{ reason-where }. passerelle probe says what can be read at an address.
} { reason-answered }
reason-by-hand = Check the address. If the site publishes on web pages only, keep a list by hand (platform = "file"): config/examples/nimes.csv shows its columns.
reason-where = { $platform ->
    [calendar] : the address of a calendar often ends in .ics or ical=1
    [feed] : the page names no feed, and the address of one often ends in /feed, .rss or .xml
    [file] : the address of the file itself is needed, not that of a page about it
   *[other] {""}
}
reason-wrong_type = The site { $host } sent { $kind ->
    [pdf] a PDF
    [workbook] a workbook of a spreadsheet or an archive
    [office] an office document
    [image] an image
   *[letter] a document of a word processor
}, where { reason-expected } is expected.
reason-wrong_type-ask = Could you publish the same as data, for instance in a list saved as CSV?
reason-wrong_type-detail = Check that url is the address of the data themselves. { reason-answered }
reason-wrong_encoding = { $by ->
    [declared] The site { $host } sends text that is not in the encoding that it declares.
    [compressed] The site { $host } compresses its answers in a way that is not asked for.
   *[damaged] The site { $host } sends an answer whose compression is damaged.
}
reason-wrong_encoding-ask = { $by ->
    [declared] Could you have the server declare the real encoding of { $address } (Content-Type), and check that it compresses the answer only once?
   *[other] Could you have the server compress { $address } only as Accept-Encoding asks, and only once?
}
reason-wrong_encoding-detail = { reason-answered }{ $encoding ->
    [none] {""}
   *[other] {" "}Encoding declared: { $encoding }.
}
reason-came = { $came ->
    [nothing] an empty answer
    [calendar] a calendar
    [feed] a feed
    [json] JSON of another kind
    [page] a web page
    [xml] XML of another kind
    [text] text
    [no_api] plain text, as a Decidim does where its API is not installed
    [other_software] the answers of another software
    [redirect] a redirect to { $to }
    [redirect_nowhere] a redirect without an address
   *[other] something else
}
reason-not_the_platform = { $platform ->
    [any] Nothing that this gateway can read is at the address asked on { $host }; there is { reason-came }.
   *[other] Where { reason-expected } is expected, the site { $host } sends { reason-came }.
}
reason-not_the_platform-ask = { $platform ->
    [any] {""}
   *[other] We used to read { reason-expected } at { $address } and no longer find it there. Which address should be read now?
}
reason-not_the_platform-detail = { $came ->
    [calendar] platform = "calendar" reads a calendar.{" "}
    [feed] platform = "feed" reads a feed.{" "}
   *[other] {""}
}{ $platform ->
    [any] { reason-by-hand }
   *[other] Check url and platform.
} { reason-answered }
reason-platform_unreadable = { $address } is a platform of { $name }, which this gateway cannot read: { $why ->
    [key] its API answers only with a key, which the authority has to ask for
    [no_dates] its API tells neither the dates nor the addresses of what it lists
    [register] this register of public inquiries has no public access for programs, and holds what people wrote
    [forms] its forms and votes have no public access for programs
   *[closed] it has no public access for programs
}.
reason-platform_unreadable-ask = Can your { $name } platform publish an RSS feed or an iCalendar calendar of your consultations?
reason-platform_unreadable-detail = In its place can be read a feed or a calendar of the authority’s own website (passerelle probe and its address), a dataset of its open data portal (platform = "opendatasoft"), or a list kept by hand (platform = "file"): config/examples/nimes.csv shows its columns.

reason-server_error = The platform { $host } answers with an internal error.
reason-server_error-ask = Your platform answers with an internal error when its API is read ({ $address }). Could you have the cause looked for in the logs of the server?
reason-server_error-detail = Document: “{ $document }”.
reason-schema_changed = The platform { $host } has changed its version or its format, and this gateway cannot read it yet.
reason-schema_changed-detail = { $how ->
    [unknown] Of the document “{ $document }” it no longer knows { $names }.
    [missing] The answer to the document “{ $document }” lacks { $names }.
   *[otherwise] In the answer to the document “{ $document }”, { $names ->
        [none] the whole
       *[other] { $names }
    } has another form.
} Update the gateway; if it is up to date, report this line. { reason-asked }
reason-document_refused = The platform { $host } refuses a part of what it is asked for, { $why ->
    [too_costly] since that exceeds the limit of complexity set by its administrators
    [over_limit] since that exceeds a limit set by its administrators
    [not_public] since its API is not open to the public
    [mangled] since the request did not arrive as it was sent
   *[unexplained] without saying why
}.
reason-document_refused-ask = { $why ->
    [too_costly] Could you raise the limit of complexity of the API (API_SCHEMA_MAX_COMPLEXITY, 5000 by default in Decidim)?
    [over_limit] Could you raise the limits of depth, aliases or recursion of the API?
    [not_public] Could you let visitors without an account read the API ({ $address })?
    [mangled] Our requests to { $address } arrive altered (400). Could you have what stands between your site and the Internet looked at?
   *[unexplained] Could you look in the logs of the API ({ $address }) for why it refuses our requests?
}
reason-document_refused-detail = Document: “{ $document }”.
reason-answer_not_understood = The answer of { $host } cannot be read: it is asked for again later.
reason-answer_not_understood-detail = Document: “{ $document }”; { $why ->
    [broken_off] the answer breaks off.
    [not_json] it is no JSON.
    [no_list] the list is not in it.
    [no_relay] the other gateway does not say what it relays.
    [log_without_beginning] the log does not begin at its beginning.
    [log_replaced] the log was replaced while it was read.
    [log_stands_still] the log does not go forward.
    [log_without_end] the log does not end.
    [log_too_long] the log is longer than is read.
   *[own_error] this gateway failed over it. { reason-report }
} { reason-asked }
reason-organization_unknown = The server of { $host } runs Decidim, but knows no organization of this host name.
reason-organization_unknown-ask = Could you declare { $host } among the secondary hosts of your Decidim organization?
reason-organization_unknown-detail = Check url first. { reason-asked }
reason-api_switched_off = The API of the platform { $host } is switched off, as it is by default in Cap Collectif.
reason-api_switched_off-ask = Could you switch on the feature ‘API publique’ (public_api) in the administration of your platform?
reason-api_switched_off-detail = Check url and platform too. { reason-answered }
reason-api_half_open = The API of { $host } shows only a part of itself, in which nothing can be listed.
reason-api_half_open-ask = Could you, or the support of Cap Collectif, let the Accept header of our requests through unchanged (application/vnd.cap-collectif.preview+json)?
reason-api_half_open-detail = { reason-asked }
reason-site_closed = The platform { $host } is closed to visitors: nothing new of it is relayed before it opens.
reason-site_closed-ask = When does your platform { $host } open to visitors (feature shield_mode)?
reason-site_closed-detail = { reason-asked }
reason-dataset_unreadable = { $why ->
    [not_named] The configuration does not say which dataset to read.
    [not_there] The portal { $host } has no public dataset “{ $dataset }”.
    [query_refused] The portal { $host } refuses what it is asked for of the dataset “{ $dataset }”.
   *[fields_missing] The dataset “{ $dataset }” of { $host } lacks some of the fields that are expected.
}
reason-dataset_unreadable-ask = { $why ->
    [not_there] The dataset “{ $dataset }” of { $host } is not public, or no longer exists. Where can it be read now?
   *[other] {""}
}
reason-dataset_unreadable-detail = { $why ->
    [not_named] Write dataset and fields.
    [not_there] Open it in a browser and correct dataset, or ask for it to be made public.
    [query_refused] Answer 400 ({ $answer }): check { $chosen ->
        [where] where and the names in fields
       *[all] the names in fields
    }.
   *[fields_missing] It lacks { $fields }. The page of the dataset on the portal gives the technical names of its fields.
} { reason-asked }
reason-field_missing = a field
reason-field_missing-detail = “{ $field }”{ $near ->
    [none] {""}
   *[other] , perhaps “{ $near }”
}
reason-document_unreadable = { $why ->
    [too_large] The feed of { $host } is too large to be read: it exceeds { $limit }.
    [empty] The feed of { $host } is empty.
    [no_feed] What { $host } publishes at this address is no feed (RSS, Atom or JSON Feed).
    [named_and_none] A page of { $host } names a feed that is none.
   *[own_error] The feed of { $host } makes this gateway fail.
}
reason-document_unreadable-ask = { $why ->
    [own_error] {""}
   *[other] Could you have your feed { $address } checked, for instance at https://validator.w3.org/feed/?
}
reason-document_unreadable-detail = { $why ->
    [own_error] { reason-report }
   *[other] Check url and platform. { reason-asked }
}
reason-list_unreadable = The list cannot be read: { $why ->
    [missing] the file is not there.
    [forbidden] the gateway may not read the file.
    [not_a_file] a folder or a device stands in its place.
    [disk_silent] the disk does not answer.
    [unread] reading it fails.
    [being_written] it is being saved, and is read again at the next poll.
    [never_read] the server answers that it has not changed, though it was never read.
    [empty] it is empty.
    [too_large] it exceeds { $bytes }, which no list kept by hand does.
    [too_long] it has more than { $limit-shown } entries, which no list kept by hand has.
    [workbook] it is a workbook of a spreadsheet.
    [pdf] it is a PDF.
    [page] it is a web page.
    [cut_short] it ends in the middle of a letter.
    [not_toml] line { $line-shown } is not TOML.
    [not_json] line { $line-shown } is not JSON.
    [no_list] it holds no list of consultations.
    [columns_missing] it lacks { $columns }.
    [no_title_column] no column of line { $line-shown } is called “titre” (title).
   *[own_error] it makes this gateway fail.
}
reason-list_unreadable-ask = { $why ->
    [empty] The list is empty. Even without consultations, it keeps the line that names its columns (or consultations = []). Could you put it back?
    [workbook] Could you save the list as CSV, and give us the address of that file?
    [pdf] Could you save the list as CSV, and give us the address of that file?
    [page] Could you give us the address of the file itself, and not that of a page about it?
    [cut_short] The list ends in the middle of a letter. Could you save it again?
    [not_toml] Could you correct line { $line-shown } of the list? A key with an accent or a space stands in quotation marks.
    [not_json] Could you correct line { $line-shown } of the list?
    [no_list] Could you write each consultation under [[consultations]] (TOML), or in a list “consultations” (JSON)?
    [columns_missing] The list no longer has { $columns }.{ $there ->
        [none] {""}
       *[other] {" "}Its columns are called { $there }.
    } Could you give them back their names?
    [no_title_column] Could you name the columns in the first line of the list (titre, lien, ouvre, ferme, commune…)?{ $there ->
        [none] {""}
       *[other] {" "}They are now called { $there }.
    }
   *[other] {""}
}
reason-list_unreadable-detail = { $why ->
    [missing] Put { $file } there, or correct url (a path is relative to the folder of the configuration).
    [forbidden] Let the account that the gateway runs as read { $file } and enter its folders.
    [not_a_file] Give the path of the list itself.
    [unread] Cause: { $cause }.
    [too_large] Check that it is the right file.
    [too_long] Check that it is the right file.
    [columns_missing] Correct the names in [sources.columns], or in the list.
    [no_title_column] Or say in [sources.columns] what its names mean.
    [own_error] { reason-report }
   *[other] {""}
}{ $file ->
    [none] { $address ->
        [none] {""}
       *[other] {" "}List: { $address }.
    }
   *[other] {" "}List: { $file }.
}
reason-gateway_too_old = The gateway { $host } is of a release too old to be followed.
reason-gateway_too_old-ask = Could you update your gateway { $host }?
reason-gateway_too_old-detail = Until then, platform = "decidim" reads it. { reason-asked }
reason-own_address = The address of this source is that of this gateway itself.
reason-own_address-detail = Give the address of another gateway. { reason-asked }

reason-name_unknown = The name { $host } does not exist, or no longer does.
reason-name_unknown-ask = Has the domain name { $host } expired, or has your site moved to another address?
reason-name_unknown-detail = Check the spelling of url first.
reason-name_without_address = The name { $host } leads to no address.
reason-name_without_address-ask = Could you add an A or AAAA record to the name { $host }? It has none.
reason-name_server_silent = The address of { $host } could not be found, since no name server answered.
reason-name_server_silent-ask = Could you have the name servers (DNS) of the domain of { $host } checked? They do not answer.
reason-name_server_silent-detail = If every source fails so, the resolver of this machine is out of order.
reason-name_not_resolved = The address of { $host } could not be found.
reason-name_not_resolved-detail = If this lasts, check that this machine can look up names, then the spelling of url.
reason-private_address = The address of { $host } is not on the public Internet, and is not read.
reason-private_address-detail = Address: { $ip }. If this source is inside your own network, write polling.allow_private_addresses = true (passerelle probe: --allow-private-addresses).
reason-connection_refused = The server of { $host } refuses the connection: it is down, or a firewall turns this gateway away.
reason-connection_refused-ask = { reason-is-it-up }
reason-connection_refused-detail = { reason-asked }
reason-is-it-up = Is your site { $host } up, and does its firewall let the address of our gateway through?
reason-unreachable = No network leads to { $host }.
reason-unreachable-ask = Is the server of { $host } up?
reason-unreachable-detail = If every source fails so, this machine is offline. { reason-asked }
reason-connection_reset = The server of { $host } cuts the connection before any answer, as some firewalls do.
reason-connection_reset-ask = { reason-is-it-up }
reason-connection_reset-detail = { reason-asked }
reason-connection_failed = The connection to { $host } fails.
reason-connection_failed-ask = { reason-is-it-up }
reason-connection_failed-detail = If every source fails so, look at the network of this machine. { reason-asked }
reason-connection_timeout = The server of { $host } does not answer: it is down, or a firewall drops what this gateway sends.
reason-connection_timeout-ask = { reason-is-it-up }
reason-connection_timeout-detail = No connection within { $seconds-shown } s. { reason-asked }
reason-certificate_expired = The security certificate of { $host } expired{ $day ->
    [none] {""}
   *[other] {" "}on { $day }
}.
reason-certificate_expired-ask = The certificate of { $host } has expired. Could you renew it, and have it renewed automatically?
reason-certificate_expired-detail = { reason-asked }
reason-certificate_not_yet_valid = The security certificate of { $host } is not valid yet{ $day ->
    [none] {""}
   *[other] : it will be on { $day }
}.
reason-certificate_not_yet_valid-ask = Could you check from which day the certificate of { $host } is valid?
reason-certificate_not_yet_valid-detail = Check the clock of this machine first. { reason-asked }
reason-certificate_wrong_name = The security certificate that { $host } shows is that of another name.
reason-certificate_wrong_name-ask = Could you add { $host } to the certificate of your site?
reason-certificate_wrong_name-detail = Check the spelling of url first. { reason-asked }
reason-certificate_unknown_issuer = The security certificate of { $host } is from an unknown authority, or its chain is sent without the intermediates.
reason-certificate_unknown_issuer-ask = Could you have the server of { $host } send the whole chain of its certificate, intermediates included?
reason-certificate_unknown_issuer-detail = If the authority is your own organisation’s, add its root to the trusted certificates of this machine. { reason-asked }
reason-certificate_self_signed = The server of { $host } has signed its security certificate itself, and nothing shows that it is really the site.
reason-certificate_self_signed-ask = Could you have the certificate of { $host } issued by a recognised authority, such as Let’s Encrypt?
reason-certificate_self_signed-detail = { reason-asked }
reason-certificate_revoked = The security certificate of { $host } has been revoked by its authority.
reason-certificate_revoked-ask = Could you replace the certificate of { $host }, which has been revoked?
reason-certificate_revoked-detail = { reason-asked }
reason-certificate_unusable = The security certificate of { $host } cannot be used for a website.
reason-certificate_unusable-ask = Could you have the certificate of { $host } checked and issued anew?
reason-certificate_unusable-detail = { reason-asked }
reason-tls_too_old = The server of { $host } knows only versions or ciphers of TLS that are no longer safe.
reason-tls_too_old-ask = Could you enable TLS 1.2 and TLS 1.3 on the server of { $host }?
reason-tls_too_old-detail = { reason-asked }
reason-tls_handshake = The server of { $host } breaks off while the connection is being secured.
reason-tls_handshake-ask = Could you have the TLS configuration of the server of { $host } checked? It breaks off the connection.
reason-tls_handshake-detail = Check url first: the server may not know this name. { reason-asked }
reason-not_tls = What answers at { $host } does not speak https.
reason-not_tls-detail = Check the scheme and the port of url. { reason-asked }
reason-no_trusted_certificates = This gateway knows no trusted certificate, and can read no https source.
reason-no_trusted_certificates-detail = Install the trusted certificates of the machine (package ca-certificates), and restart the gateway.
reason-no_answer = { $why ->
    [reset] The connection to { $host } was cut before any answer: the site is read again later.
   *[closed] The server of { $host } ended the connection before any answer: the site is read again later.
}
reason-no_answer-ask = The server of { $host } ends the connection without an answer. Could you have its logs, and those of what stands before it, looked at?
reason-no_answer-detail = { reason-asked }
reason-not_http = What answers at { $host } does not speak HTTP.
reason-not_http-detail = Check the port of url. { reason-asked }
reason-answer_timeout = The site { $host } did not answer in the time allowed: it is read again later.
reason-answer_timeout-ask = { reason-slow }
reason-answer_timeout-detail = No answer within { $seconds-shown } s. { reason-asked }
reason-slow = { $address } takes very long to answer. Could you have the cause looked for?
reason-answer_without_end = The answer of { $host } had not ended in the time allowed.
reason-answer_without_end-ask = { reason-slow }
reason-answer_without_end-detail = { $bytes } received in { $seconds-shown } s. Check that url is the address of an API or a feed. { reason-asked }
reason-answer_broken_off = The answer of { $host } broke off before its end: the site is read again later.
reason-answer_broken_off-ask = The answers of { $address } break off before their end. Could you have the compression and the time limits of the server checked?
reason-answer_broken_off-detail = { $bytes } received. { reason-asked }
reason-answer_too_large = The answer of { $host } exceeds { $limit }, and was not read.
reason-answer_too_large-detail = Check that url is the address of an API or a feed. { reason-asked }
reason-redirect_nowhere = The site { $host } redirects without saying where.
reason-redirect_nowhere-detail = { reason-where-it-ends } { reason-answered }
reason-where-it-ends = Open the address in a browser, and set url to the one that it ends at.
reason-redirect_private = The site { $host } redirects to an address that is not on the public Internet.
reason-redirect_private-ask = { $address } redirects to an address that is not on the public Internet. Is your site set up wrongly?
reason-redirect_private-detail = It redirects to { $to } ({ $ip }). The network of this machine may also answer in place of the site (a captive portal): open { $address } in a browser on another network.
reason-redirect_unencrypted = The site { $host } redirects from https to an unencrypted address, which is refused.
reason-redirect_unencrypted-ask = { $address } redirects to { $to } without encryption. Could you have it redirect to https?
reason-redirect_unencrypted-detail = If { $to } is the right address, set url to it.
reason-redirect_loop = The site { $host } redirects to itself in a circle, perhaps because it wants a cookie.
reason-redirect_loop-ask = Could you let requests whose User-Agent begins with ‘Passerelle/’ read { $address } without a cookie?
reason-redirect_loop-detail = The circle comes back to { $to }.
reason-redirects_too_many = The site { $host } redirects more than { $limit-shown } times in a row.
reason-redirects_too_many-detail = { reason-where-it-ends } { reason-asked }

reason-scheme_not_read = The address { $address } is neither http nor https.
reason-scheme_not_read-detail = Give the address that a browser shows.
reason-credentials_in_address = The address { $address } holds a user name or a password, which is refused.
reason-credentials_in_address-detail = Remove what stands before the @.
reason-invalid_header = A request to { $host } could not be written.
reason-invalid_header-detail = The header “{ $header }” holds characters that HTTP does not allow: remove them. { reason-asked }
reason-requests_spent = { $address } was not asked, since the number of requests allowed here ({ $limit-shown }) is reached.
reason-setup = Requests cannot be prepared.
reason-setup-detail = Cause: { $cause }.
reason-gateway_error = This gateway failed over what the source answered.
reason-gateway_error-detail = { reason-report }
reason-store_failed = The source was not read, since the database of this gateway could not be read or written.
reason-store_failed-detail = The log of the gateway says why.

# The command line.

poll-head-source = source
poll-head-health = health
poll-head-fetched = fetched
poll-head-new = new
poll-head-changed = changed
poll-head-withdrawn = withdrawn
poll-head-missing = missing
poll-head-meetings = meetings
poll-head-requests = requests
poll-head-seconds = seconds
poll-head-errors = errors
poll-no-such-source = error: there is no source “{ $id }” in { $file }; there are: { $known }
check-valid = { $count ->
    [one] { $file }: valid, { $shown } source
   *[other] { $file }: valid, { $shown } sources
}
check-origin-changed = { $count ->
    [one] { $shown } consultation of “{ $source }” is known
   *[other] { $shown } consultations of “{ $source }” are known
} under ids made of “{ $former }”, and new ones would be made of “{ $origin }”: if the platform has moved, write origin = "{ $former }"; if this is another platform, give it an id of its own
check-last-poll = the last poll of “{ $source }” found: { $reason }

# What can be read at an address.

probe-kind-old-gateway = another gateway, of an older release
probe-kind-decidim = a Decidim platform
probe-kind-cap-collectif = a Cap Collectif platform
probe-kind-opendatasoft = an open data portal (Opendatasoft)
probe-kind-passerelle = another gateway
probe-kind-feed = a feed
probe-kind-calendar = a calendar
probe-kind-file = a list kept by hand
probe-found = { $place }: { $kind }{ $name ->
    [none] {""}
   *[other] {" "}“{ $name }”
}{ $more }
probe-datasets = { $count ->
    [one] , of which { $shown } dataset speaks of consultations
   *[other] , of which { $shown } datasets speak of consultations
}
probe-version = , version { $version }
probe-not-read = {" "}(named by the page, not read)
probe-feed = { $count ->
    [one] {" "}({ $format }, { $shown } entry)
   *[other] {" "}({ $format }, { $shown } entries)
}
probe-calendar = { $count ->
    [one] {" "}({ $shown } event)
   *[other] {" "}({ $shown } events)
}
probe-list = { $count ->
    [one] {" "}({ $format }, { $shown } consultation)
   *[other] {" "}({ $format }, { $shown } consultations)
}
probe-cap-collectif = , which lists { $projects } projects and { $events } events
probe-block-territory = who publishes it: INSEE code of a commune, SIREN of an EPCI, dep-54, reg-44 or fr
probe-block-entries = only what matches: by category, title or path (of the page)
probe-block-origin = needed: the host of the website that the list stands for; never change it afterwards
probe-block-fields = the technical names of the dataset’s fields; replace those in capitals
probe-choose = Several blocks: keep those that you want.
probe-unknown-of = No participation platform is known for { $place }, for what lies in it or for what it lies in: probe the address of its own website.
probe-known-of = { $count ->
    [one] { $place }: { $shown } address is known, for this territory, what lies in it or what it lies in
   *[other] { $place }: { $shown } addresses are known, for this territory, what lies in it or what it lies in
}
probe-not-tried = { $address }: not tried; probe it by itself
probe-nothing-of = Nothing of what is known for { $place } can be read.
probe-failed = { $address } cannot be read: { $reason }
probe-target-no-address = { $text }: there is no such file, and it is no address, which would begin with https://{ $near ->
    [none] {""}
   *[other] {" "}(perhaps { $near })
}
probe-target-no-code = { $text }: no territory has this code
probe-target-several = { $text }: several territories are called so; give the code of one of them
probe-target-more = and { $count } more
probe-target-unknown = { $text }: it is no file, no address (which would begin with https://) and the name or code of no territory
probe-target-perhaps = perhaps { $place }

# Problems of the configuration. `problem-CODE` says what is wrong behind the name of the file, the line and the key: it begins with a small letter and
# has no full stop. `problem-CODE-advice` says what to write, on a line of its own. A parameter that is not known is `none`.

problem-quoted = “{ $text }”

problem-file_unreadable = cannot be read: { $why ->
    [absent] there is no such file
    [forbidden] the user that runs passerelle may not read it
    [folder] it is a folder
    [not_text] it is not text in UTF-8
   *[other] { $cause }
}
problem-file_unreadable-advice = { $why ->
    [forbidden] Let that user read it, or name another file with --config FILE.
    [not_text] Save it as text in UTF-8.
   *[other] Name the file with --config FILE.
}
problem-file_too_large = larger than { $most } bytes
problem-file_too_large-advice = Check that this is the configuration, and name it with --config FILE.
problem-not_toml = not TOML: { $cause }
problem-not_toml-advice = Look at the quotes, the brackets and the equals sign here and just above. A key stands once in its table, and a table like [gateway] once in the file.
problem-not_understood = cannot be used: { $cause }
problem-not_understood-advice = This is a fault of the program: please report it with these lines, without secrets.

problem-unknown_key = unknown key
problem-unknown_key-advice = { $near ->
    [none] { $tables ->
        [none] Known here: { $known }.
       *[other] This is a key of { $tables }. Known here: { $known }.
    }
   *[other] Did you mean “{ $near }”?
}
problem-key_below_subtable = a key of { $table }, which stands below { $below } here
problem-key_below_subtable-advice = Move it above { $below }: what stands below a header belongs to that table.
problem-missing = missing
problem-missing-advice = { $what ->
    [sources-id] Write a name for the source that will stay: 1 to 64 lower-case letters, digits, “-” or “_”, such as id = "nancy".
    [sources-platform] Write the software of the source, or the format in which it is read, such as platform = "decidim". The command “passerelle probe ADDRESS” finds it out.
    [sources-url] Write the address of the source, such as url = "https://participez.example.fr"; with platform = "file" also the path of a file.
    [sources-fields-id] Write the technical name of the field that tells one record from another and never changes.
    [sources-fields-title] Write the technical name of the field of the title.
    [sources-fields-url] Write the technical name of the field of the address of the page, or an address made of fields, such as url = "https://www.example.fr/projet/{"{id}"}".
    [sources-attach-territory] Write the code of the territory to which what matches belongs, such as territory = "54498".
    [sources-join-consultation] Write the address of the page of the consultation to which what matches belongs.
   *[other] Name two consultations or more, each by its id or by the address of its page.
}{ $below ->
    [none] {""}
   *[other] {" "}The one below { $below } belongs to that table: what is meant for this one stands above { $below }.
}
problem-wrong_type = expected { $wanted ->
    [table] a table
    [list] a list
    [text] a text
    [integer] an integer
   *[boolean] true or false
}, not { $found ->
    [table] a table
    [list] a list
    [text] a text
    [integer] an integer
    [number] a number
    [date] a date
   *[boolean] true or false
}
problem-wrong_type-advice = { $remedy ->
    [unit] Write it in quotes with its unit: "{ $given }s", "{ $given }m" or "{ $given }h".
    [quotes] { $given ->
        [none] Write it in quotes.
       *[other] Write it in quotes: "{ $given }".
    }
    [brackets] Write it in brackets: ["…"].
    [bare] Write it without quotes.
    [headers] Write its header in double brackets: [[…]].
   *[none] {""}
}
problem-empty_list = an empty list, where at least one is needed
problem-empty_list-advice = Write at least one, or leave the key out: it has a default.
problem-empty_text = an empty text, where one is needed
problem-empty_text-advice = Write a text, or leave the key out: it has a default.
problem-unknown_word = { $given } is not one of { $words }
problem-unknown_word-advice = { $near ->
    [none] {""}
   *[other] Did you mean "{ $near }"?
}
problem-out_of_bounds = { $given } is out of bounds: { $least } to { $most }

problem-variable_unknown = { $part } is no key
problem-variable_unknown-advice = { $near ->
    [none] Known here: { $known }.
   *[other] Did you mean { $near } in its place?
}
problem-variable_too_deep = this key has no keys inside
problem-variable_too_deep-advice = Leave { $part } out of the name of the variable.
problem-variable_clash = what the file has here is no { $wanted ->
    [list] list
   *[other] table
}
problem-variable_clash-advice = Correct it in the file first.
problem-variable_no_item = there is no { $part }
problem-variable_no_item-advice = { $near ->
    [none] Write a number from 0 to { $most }, or the id of a source.
   *[other] Did you mean { $near }?
}
problem-variable_unreadable = the value cannot be read
problem-variable_unreadable-advice = { $wanted ->
    [list] Write a list as in the file: ["…", "…"]
    [table] Write a table as in the file: {"{ key = \"…\" }"}
    [integer] Write an integer: 8
   *[other] Write true or false.
}

problem-time_unreadable = { $given } is not a length of time
problem-time_unreadable-advice = Write a number and ms, s, m, h or d, such as "30m" or "1m30s".
problem-time_out_of_bounds = { $given } is out of bounds: { $least } to { $most }
problem-time_zone_unknown = no time zone is called { $given }
problem-time_zone_unknown-advice = { $near ->
    [none] Write a name such as "Europe/Paris" or "Indian/Reunion".
   *[other] Did you mean "{ $near }"?
}
problem-language_tag = { $given } is not the tag of a language
problem-language_tag-advice = Write a tag such as "fr" or "pt-BR".
problem-territory_form = { $given } is not the code of a territory
problem-territory_form-advice = { $places ->
    [none] Write the INSEE code of a commune ("54498"), the SIREN of an EPCI ("245400676"), "dep-54", "reg-44" or "fr".
   *[other] Write the code: { $places }{ $more ->
        [none] {""}
       *[other] , { $more }
    }
}
problem-territory_unknown = “{ $code }” names no territory of the official geography
problem-territory_unknown-advice = { $near ->
    [none] Write its name in the place of the code: this check will then tell the code.
   *[other] Did you mean { $near }?
}
problem-address_unreadable = { $given ->
    [none] this is no address
   *[other] { $given } is no address
}{ $flaw ->
    [scheme] : it does not begin with https://
    [host] : it names no host
    [name] : its host holds what no name of a host may hold
    [number] : its host is no IP address, though it looks like one
    [port] : its port is no number from 0 to 65535
   *[other] {""}
}
problem-address_unreadable-advice = { $complete ->
    [none] Write an address such as "https://agenda.example.fr".
   *[other] Did you mean "{ $complete }"?
}
problem-address_scheme = expected an address that begins with https:// or http://, not with “{ $scheme }”
problem-address_with_user = an address must not hold a user name or password
problem-address_with_user-advice = Leave out the @ and what stands before it, but for https://.
problem-address_with_fragment = an address must not hold a “#”
problem-address_with_fragment-advice = Leave out the # and what follows it.
problem-address_with_query = this address must not hold a “?”
problem-address_with_query-advice = Leave out the ? and what follows it: what is wanted here is the home page.
problem-address_host = its host holds what no name of a host may hold
problem-address_host-advice = Open the page in a browser and copy its address from there.
problem-path_unreadable = { $given } is neither an address nor a path
problem-path_unreadable-advice = Write an address such as "https://www.example.fr/liste.csv", or the path of a file such as "liste.csv".
problem-website = expected the address of a website, without a path
problem-website-advice = Write it like "https://www.example.fr", or "https://*.example.fr" for all below one, or "*" for everyone.
problem-listen = { $given } is not an IP address and port
problem-listen-advice = Write them like "127.0.0.1:8080" or "[::1]:8080".

problem-contact_missing = missing: those who run a source must be able to reach who polls it
problem-contact_missing-advice = Write an e-mail or web address; it stands in the User-Agent sent to the sources.
problem-contact_unusable = { $given ->
    [none] this is neither an e-mail address nor a web address
   *[other] { $given } is neither an e-mail address nor a web address
}
problem-contact_unusable-advice = Write one like "participation@example.fr" or "https://www.example.fr/contact", without a user name or password.
problem-postgresql_not_yet = this release keeps what it knows in SQLite only, and not yet in PostgreSQL
problem-postgresql_not_yet-advice = Write sqlite:// and the path of a file, such as "sqlite://passerelle.db".
problem-storage_form = expected sqlite:// and the path of a file
problem-storage_form-advice = Write it like "sqlite://passerelle.db".

problem-given_twice = given beside “{ $other }”
problem-given_twice-advice = Keep one of the two.
problem-secret_unreadable = { $path } cannot be read: { $why ->
    [absent] there is no such file
    [forbidden] the user that runs passerelle may not read it
    [folder] it is a folder
    [not_text] it is not text in UTF-8
   *[other] { $cause }
}
problem-secret_unreadable-advice = Write the path of a file that the user that runs passerelle may read; a relative path begins at the folder of the configuration.
problem-secret_missing = neither “{ $one }” nor “{ $other }” is given
problem-secret_missing-advice = Write one of the two: the second keeps the secret in a file of its own.
problem-token_weak = expected a token of at least { $least } letters, digits and signs without spaces
problem-token_weak-advice = Make one with: openssl rand -base64 32

problem-colour = expected a colour as # and six hexadecimal digits
problem-colour-advice = Write it like "#21409a".
problem-colour_too_light = { $colour } is too light: links in it have a contrast of { $contrast } to 1 on the pages, and less than { $least } to 1 cannot be read
problem-colour_too_light-advice = Write a darker one of the same hue.
problem-logo_unreadable = { $path } cannot be read: { $why ->
    [absent] there is no such file
    [forbidden] the user that runs passerelle may not read it
    [folder] it is a folder
   *[other] { $cause }
}
problem-logo_unreadable-advice = Write the path of a picture that the user that runs passerelle may read; a relative path begins at the folder of the configuration.
problem-logo_format = { $path } is not an SVG, PNG, JPEG or WebP picture
problem-logo_format-advice = Save the logo in one of these formats; SVG is the sharpest.
problem-logo_too_large = { $path } has more than { $most } kB
problem-logo_too_large-advice = Make the picture smaller: pages show it 40 pixels high.
problem-tiles = expected the address of map tiles with {"{z}"}, {"{x}"} and {"{y}"} in its path
problem-tiles-advice = Write it like "https://tuiles.example.fr/{"{z}/{x}/{y}"}.png".
problem-tiles_unowed = given without “portal.tiles_attribution”
problem-tiles_unowed-advice = Write whom the map is owed to, as its publisher asks: tiles_attribution = "© IGN".
problem-tiles_missing = given without “portal.tiles”
problem-tiles_missing-advice = Write the address of the map tiles too, or leave this key out.

problem-source_id = { $given } is not an id
problem-source_id-advice = Write 1 to 64 lower-case letters, digits, “-” or “_”, beginning with a letter or digit.
problem-id_taken = “{ $id }” is the id of { $other } too
problem-id_taken-advice = Give each source an id of its own; the one that has been polled already keeps its own.
problem-address_taken = { $dataset ->
    [none] “{ $other }” reads this address already
   *[other] “{ $other }” reads the dataset { $dataset } of this portal already
}
problem-address_taken-advice = Correct the address of one of the two. If both blocks mean the same source, make one block of them, under the id of the one that has been polled already.
problem-origin_missing = missing: a file on this machine has no host from which ids could be made
problem-origin_missing-advice = Write the host of the website that the list stands for, and what tells it from other lists of that website, such as origin = "www.ville.example.fr/concertations"; never change it.
problem-origin_form = { $given ->
    [none] this is not a host
   *[other] { $given } is not a host
}, with or without a port and a path
problem-origin_form-advice = Write it without https://, such as "participez.example.fr" or "www.example.fr/liste.csv".
problem-ids_clash = “{ $id }” makes its ids of “{ $origin }”, as source “{ $other }” does: what both give the same number would be one consultation
problem-ids_clash-advice = Tell the two apart: write origin = "{ $distinct }" for “{ $id }”, and never change it.
problem-pattern_count = expected exactly one pattern of { $patterns }
problem-pattern_count-advice = Write one rule for each pattern.
problem-entries_nowhere = only feeds and calendars have entries to choose from
problem-entries_nowhere-advice = Leave the rule out; “kinds” chooses among the spaces of a platform.
problem-appointments_nowhere = only the appointments of a calendar belong to consultations elsewhere
problem-appointments_nowhere-advice = Leave the rule out, or correct “platform”.
problem-other_platform = only a source with platform = "{ $platform }" has this key
problem-other_platform-advice = Leave it out, or correct “platform”. { $platform ->
    [file] A dataset of a portal has “fields”.
   *[other] A list has “columns”.
}

problem-dataset_missing = missing: a portal has many datasets
problem-dataset_missing-advice = Write its identifier, which stands in the address of its page: …/explore/dataset/IDENTIFIER/
problem-dataset_form = { $given } is not the identifier of a dataset
problem-dataset_form-advice = Write the one that stands in the address of its page: …/explore/dataset/IDENTIFIER/
problem-fields_missing = missing: every dataset has fields of its own
problem-fields_missing-advice = Write a table [sources.fields] with at least id, title and url, each the technical name of a field.
problem-field_name = { $given } is not the technical name of a field: letters, digits, “_”, “-” and “.” only
problem-field_name-advice = Write it as the page of the dataset on the portal lists it.
problem-page_address = expected a name, or an address in which names stand in braces
problem-page_address-advice = Write an address like "https://www.example.fr/projet/{"{id}"}".
problem-status_half = “status” names the field, and “statuses” says what its words mean: one is useless without the other
problem-status_half-advice = Write both, such as statuses = {"{ open = [\"ouvert\"], closed = [\"clos\"] }"}
problem-status_column_missing = this table says what the words of a column mean, and “status” does not name that column
problem-status_column_missing-advice = Name it, such as status = "État".
problem-column_name = this is not the name of a column
problem-column_name-advice = Write the name as it stands in the first line of the list.
problem-column_twice = the column { $given } is named by another key already
problem-column_twice-advice = Leave one of the two keys out: a column says one thing.

problem-consultations_too_few = fewer than two consultations
problem-consultations_too_few-advice = Name each by its id, or by the address of its page.
problem-consultation_unnamed = { $given } names no consultation
problem-consultation_unnamed-advice = Write its id (a UUID), or the address of its own page, not that of a site or a list.

export-loopback = “gateway.public_url” is { $url }: feeds and calendars will link there. Write the address at which the files will be published.

# What keeps a command from its end. The causes of the system are told as it tells them.

failure = error: { $what }
failure-store-unsupported = “{ $scheme }” is no database that is known; set storage.url to sqlite://passerelle.db or another path after sqlite://
failure-store-address = “{ $url }” is no usable address of a database; write sqlite:// and the path of a file in storage.url
failure-store-no-folder = the folder of the database “{ $place }” does not exist; create it, or set storage.url to another path
failure-store-unopenable = the database “{ $place }” cannot be opened; check that it is a file, and that the account of the gateway may read and write it and its folder
failure-store-not-a-database = “{ $place }” is not a database, and was left as it is; set storage.url to another path, or move this file
failure-store-foreign = “{ $place }” is a database of another program, and was left as it is; set storage.url to a file of the gateway’s own
failure-store-newer = the database “{ $place }” was written by a newer release (migration { $migration } is not known here); run that release, or restore a copy made before it
failure-store-migration = the database “{ $place }” could not be brought to the form of this release, and nothing in it was changed ({ $cause })
failure-store-read-only = the database “{ $place }” is read-only; let the account of the gateway write it and its folder
failure-store-busy = the database “{ $place }” is locked by another program (a second gateway, a backup, sqlite3); wait until it has ended, or stop it
failure-store-full = no room is left for the database “{ $place }”; free some on its disk. Nothing is lost: what was not stored is read again
failure-store-damaged = the database “{ $place }” is damaged ({ $cause }); stop the gateway, keep this file, and restore a copy
failure-store-failed = the database “{ $place }” does not answer as it should ({ $cause })
failure-export-not-an-export = “{ $place }” is not empty, and no export wrote it: nothing was changed there; choose an empty folder, or that of an earlier export (it holds { $home })
failure-export-not-a-folder = “{ $place }” is no folder; choose another one
failure-export-busy = another export is writing into “{ $place }”; wait until it has ended
failure-export-manifest = “{ $place }” cannot be understood ({ $cause }); restore it from a copy, or export into another folder
failure-export-in-the-way = “{ $place }” is in the place of a folder of the export, and is none; move it away
failure-export-io = “{ $place }” cannot be read or written ({ $cause })
failure-export-nothing-known = no consultation is known, and an empty portal would be published; run passerelle poll first
failure-export-unanswered = the gateway answered { $status } for { $address }, which every export holds; its log says why
failure-export-unreadable = what the gateway answered for { $address } cannot be read ({ $cause })
failure-export-too-many = this would be more than { $most } files; export fewer sources at a time, or let passerelle serve answer
failure-listen = the gateway cannot listen on { $address } ({ $cause }); set server.listen to an address of this machine and a free port
failure-listen-demo = the demo cannot listen on { $address } ({ $cause }); choose another port, with --listen 127.0.0.1:0
export-head-kind = kind
export-head-files = files
export-head-new = new
export-head-changed = changed
export-head-unchanged = unchanged
export-head-removed = removed
export-head-bytes = bytes
export-total = total
export-kept = { $name }: somebody else’s file has this name; it was left as it is, and the export lacks its own
export-left = { $name }: an earlier export wrote it and somebody has changed it since; it was left, though nothing links to it any more
