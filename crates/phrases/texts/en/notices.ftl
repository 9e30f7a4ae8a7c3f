### Notices about a source. In English.

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
