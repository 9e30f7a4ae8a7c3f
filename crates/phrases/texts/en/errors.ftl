### Errors of a source. In English.

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
    [any] something that this gateway can read
   *[other] { $platform-label }
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
