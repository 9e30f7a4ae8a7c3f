### The command line. In English.

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
probe-not-read = {" "}(named by the page, not read)
probe-more-opendatasoft = { $total ->
    [one] , of which { $total-shown } dataset speaks of consultations
   *[other] , of which { $total-shown } datasets speak of consultations
}
probe-more-passerelle = , version { $version }
probe-more-feed = { $format ->
    [none] { probe-not-read }
   *[other] { $entries ->
        [one] {" "}({ $format }, { $entries-shown } entry)
       *[other] {" "}({ $format }, { $entries-shown } entries)
    }
}
probe-more-calendar = { $events ->
    [none] { probe-not-read }
    [one] {" "}({ $events-shown } event)
   *[other] {" "}({ $events-shown } events)
}
probe-more-file = { $entries ->
    [one] {" "}({ $format }, { $entries-shown } consultation)
   *[other] {" "}({ $format }, { $entries-shown } consultations)
}
probe-more-cap-collectif = { $readable ->
    [no] {""}
   *[yes] , which lists { $projects-shown } projects and { $events-shown } events
}
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
