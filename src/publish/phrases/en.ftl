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
filters-clear = Remove all filters
empty-title = Nothing matches for now
empty-text = You can remove a filter, search in every phase, or subscribe to this view to be told as soon as a consultation opens.
empty-text-words = No consultation matches, in any phase. You can try other words, remove a filter, or subscribe to this view to be told as soon as one does.
empty-any-status = { $count ->
    [one] See the one in another phase
   *[other] See { $shown } in all phases
}
found-some = No consultation has every word; these have most of them.
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
sources-all-well = All sources are well.
sources-troubled = { $count ->
    [one] { $shown } source of { $all } has a problem.
   *[other] { $shown } sources of { $all } have a problem.
}
sources-held = { $count ->
    [one] { $shown } source waits for your confirmation.
   *[other] { $shown } sources wait for your confirmation.
}
health-held = Waiting for your confirmation
health-unknown = Never asked yet
health-healthy = Well
health-degraded = Read in part
health-failing = Does not answer as it should
source-relayed = { $count ->
    [0] No consultation relayed
    [one] { $shown } consultation relayed
   *[other] { $shown } consultations relayed
}
source-last-success = Last read completely on { $at }
source-lacks = What this version of the software lacks
source-never = Never read completely so far
source-troubled-since = Troubled since { $at }
source-next = To be read next on { $at }
advice-failing = Nothing is lost: what was known stays shown, and the source is asked again by itself. If this lasts, open its address in a browser; if it answers there, write to the authority that runs it.
advice-degraded = What could not be read stays shown as before. The reason is told above.
held-consultations = { $count ->
    [one] { $shown } consultation has been missing since { $at }
   *[other] { $shown } consultations have all been missing since { $at }
}
held-meetings = { $count ->
    [one] { $shown } meeting to come has been missing since { $at }, though its consultation is still there
   *[other] { $shown } meetings to come have all been missing since { $at }, though their consultations are still there
}
advice-moved = This platform seems to have moved to another address: nothing is published twice, and nothing is withdrawn. Add the line given here to the configuration of the source, then restart the gateway.
advice-held = That is more than a third of this source: nothing is withdrawn or announced as cancelled, and all of it stays shown. Look first at what happened at the source; what comes back there needs nothing from you. If all of it is really gone, and only then, confirm it: { $command }
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
