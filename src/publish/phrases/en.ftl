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
source-failing = The last reading failed.
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

reason-to-ask = To ask of whoever runs the platform: “{ $ask }”
reason-separator = ;
reason-quoted = “{ $text }”
reason-item = { $place }: { $why }
reason-with-detail = { $sentence } ({ $detail })
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
    [meetings] It concerns component { $component } of { $space }: { $why }.
    [feed_end] {""}
    [too_many_meetings] {""}
    [origins] {""}
   *[other] { $why ->
        [none] The platform fails over some of its answers.
       *[other] Cause: { $why }.
    }
}
reason-exchange_failed = the exchange with the platform failed
reason-exchange_failed-detail = { $cause }

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

reason-capabilities = The platform answers as { $version ->
    [none] { $first ->
        [none] { $nearest ->
            [none] Decidim
           *[other] Decidim, nearest to version { $nearest } (a newer one than those known here, or an adapted one)
        }
       *[other] Decidim { $first } to { $last }, without saying which
    }
   *[other] Decidim { $version }
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
