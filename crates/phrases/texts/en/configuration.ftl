### Problems of the configuration. In English.

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
