### Feeds, calendar, sheet, widget, and the description of the interface. In English.

## Feeds

feed-consultations = The consultations of the territory
feed-updates = What opens, what closes soon and the results of the consultations of the territory
news-opened = Opened: { $title }
news-closing-soon = Closes on { $day }: { $title }
news-results = Results published: { $title }

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
