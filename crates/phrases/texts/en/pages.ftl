### Pages. In English.

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
