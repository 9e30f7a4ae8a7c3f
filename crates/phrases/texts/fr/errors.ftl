### Errors of a source. In French.

reason-asked = Adresse demandée : { $address }.
reason-answered = Adresse demandée : { $address }{ $status ->
    [0] .
   *[other] , réponse { $status-shown }.
}
reason-expected = { $platform ->
    [decidim] une plateforme Decidim
    [cap-collectif] une plateforme Cap Collectif
    [opendatasoft] un portail Opendatasoft
    [passerelle] une autre passerelle
    [feed] un flux
    [calendar] un agenda (iCalendar)
    [file] une liste
    [any] quelque chose que cette passerelle sait lire
   *[other] { $platform-label }
}
reason-let-through = Pouvez-vous laisser passer jusqu’à { $address } les requêtes dont le User-Agent commence par “Passerelle/” ?
reason-logs = { $address } répond par une erreur. Pouvez-vous en faire chercher la cause dans les journaux du serveur ?
reason-report = Le journal de la passerelle dit pourquoi : signalez-le.

reason-robot_wall = Le site { $host } est protégé contre les robots{ $by ->
    [none] {""}
   *[other] {" "}({ $by })
}, et aucun programme ne peut le lire.
reason-robot_wall-ask = Pouvez-vous laisser passer sans vérification, jusqu’à { $address }, les requêtes dont le User-Agent commence par “Passerelle/” ? La protection contre les robots de votre site empêche notre agenda de relayer vos démarches.
reason-robot_wall-detail = { reason-answered }
reason-sign_in = Le site { $host } demande un compte, une clé ou un mot de passe : ce qu’il publie ne peut pas être lu.
reason-sign_in-ask = Pouvez-vous ouvrir { $address } aux visiteurs sans compte, et aux requêtes dont le User-Agent commence par “Passerelle/” ?{ $platform ->
    [decidim] {" "}Dans Decidim, le réglage de l’organisation est “Forcer les utilisateurs à s’authentifier avant d’accéder à l’organisation”, et celui du serveur DECIDIM_API_FORCE_API_AUTHENTICATION : les deux doivent être désactivés.
   *[other] {""}
}
reason-sign_in-detail = { reason-answered }{ $at ->
    [none] {""}
   *[other] {" "}Le site mène à sa page de connexion ({ $at }).
}
reason-refused = Le site { $host } refuse de répondre à cette passerelle.
reason-refused-ask = { reason-let-through } Un pare-feu ou une protection contre les robots les refuse.
reason-refused-detail = { reason-answered }
reason-throttled = Le site { $host } reçoit trop de requêtes{ $until ->
    [none] { $minutes ->
        [0] {""}
        [one] {" "}et demande d’attendre { $minutes-shown } minute
       *[other] {" "}et demande d’attendre { $minutes-shown } minutes
    }
   *[other] {" "}et demande d’attendre jusqu’au { $until }
} : il sera relu plus tard.
reason-throttled-ask = Pouvez-vous permettre aux requêtes dont le User-Agent commence par “Passerelle/” de lire { $host } plus souvent ?
reason-throttled-detail = Si cela dure, espacez les lectures de cette source (every).{ $address ->
    [none] {""}
   *[other] {" "}{ reason-asked }
}
reason-maintenance = Le site { $host } est fermé pour maintenance{ $minutes ->
    [0] {""}
    [one] {" "}(encore { $minutes-shown } minute)
   *[other] {" "}(encore { $minutes-shown } minutes)
} : il sera relu plus tard.
reason-maintenance-ask = Votre site { $host } est fermé pour maintenance. Quand rouvrira-t-il ?
reason-maintenance-detail = { reason-answered }
reason-out_of_order = Le site { $host } est en panne : il sera relu plus tard.
reason-out_of_order-ask = { reason-logs }
reason-out_of_order-detail = { reason-answered }
reason-captive_portal = Le site { $host } n’a pas été atteint : le réseau par lequel passe cette passerelle répond à sa place, et attend que quelqu’un s’y connecte.
reason-captive_portal-detail = Demandez au responsable de ce réseau d’en laisser sortir cette machine. { reason-answered }
reason-domain_parked = À l’adresse { $host } ne se trouve plus qu’une page d’attente : le nom de domaine est à vendre, tout juste enregistré, ou expiré.
reason-domain_parked-ask = Le nom de domaine { $host } a-t-il expiré ? Où se trouve votre site maintenant ?
reason-domain_parked-detail = Vérifiez d’abord l’orthographe de url. { reason-answered }
reason-server_default_page = À l’adresse { $host } se trouve la page par défaut d’un serveur ({ $of }), sur lequel aucun site n’est installé.
reason-server_default_page-ask = Pouvez-vous regarder la configuration du serveur ? Il répond à { $address } par sa page par défaut.
reason-server_default_page-detail = Vérifiez d’abord url. { reason-answered }
reason-hosting_suspended = L’hébergement du site { $host } est suspendu.
reason-hosting_suspended-ask = L’hébergement de { $host } est suspendu. Pouvez-vous régler cela avec votre hébergeur ?
reason-hosting_suspended-detail = { reason-answered }
reason-moved = Le site { $host } renvoie ailleurs ({ $to }).
reason-moved-ask = { $host } renvoie maintenant ailleurs ({ $to }). Votre plateforme a-t-elle changé d’adresse, et laquelle faut-il lire ?
reason-moved-detail = Si la plateforme a changé d’adresse, mettez la nouvelle dans url, et origin = "{ $host }" (l’ancien nom d’hôte) pour que rien ne passe pour nouveau. { reason-asked }
reason-gone = Le site { $host } répond que ce qui était lu à cette adresse n’existe plus (410).
reason-gone-ask = { $address } répond ne plus exister (410). Depuis quand, et où se trouvent vos démarches maintenant ?
reason-gone-detail = { reason-asked }
reason-not_found = Le site { $host } ne trouve rien à l’adresse demandée.
reason-not_found-ask = Nous ne trouvons rien à { $address }. Cette page a-t-elle changé d’adresse, et laquelle faut-il lire ?
reason-not_found-detail = Ouvrez le site dans un navigateur, et corrigez url s’il le faut. { reason-answered }
reason-legal_block = Le site { $host } répond que ce contenu ne peut pas être montré, pour des raisons juridiques (451).
reason-legal_block-ask = Quelle décision empêche de montrer { $address }, et vaut-elle aussi pour une passerelle qui relaie vos démarches ?
reason-legal_block-detail = { reason-asked }
reason-empty_answer = Le site { $host } a envoyé une réponse vide : il sera relu plus tard.
reason-empty_answer-ask = { $address } renvoie une réponse vide. Pouvez-vous faire regarder les journaux du serveur ?
reason-empty_answer-detail = { reason-answered }
reason-web_page = { $platform ->
    [any] À l’adresse demandée, le site { $host } n’a qu’une page web, sur laquelle rien de ce que cette passerelle sait lire n’a été trouvé.
   *[other] Le site { $host } a envoyé une page web ordinaire, là où l’on attend { reason-expected }.
}
reason-web_page-ask = { $platform ->
    [any] {""}
   *[other] Nous lisions { reason-expected } à { $address } et n’y trouvons plus qu’une page web. À quelle adresse faut-il lire maintenant ?
}
reason-web_page-detail = { $platform ->
    [any] { reason-by-hand }
   *[other] Vérifiez url et platform{ reason-where }. passerelle probe dit ce qui peut être lu à une adresse.
} { reason-answered }
reason-by-hand = Vérifiez l’adresse. Si le site ne publie que des pages web, tenez une liste à la main (platform = "file") : config/examples/nimes.csv en montre les colonnes.
reason-where = { $platform ->
    [calendar] , en sachant que l’adresse d’un agenda se termine souvent par .ics ou par ical=1
    [feed] , en sachant que la page n’annonce aucun flux, et que l’adresse d’un flux se termine souvent par /feed, .rss ou .xml
    [file] , en donnant l’adresse du fichier lui-même, et non celle d’une page qui en parle
   *[other] {""}
}
reason-wrong_type = Le site { $host } a envoyé { $kind ->
    [pdf] un PDF
    [workbook] un classeur de tableur ou une archive
    [office] un document bureautique
    [image] une image
   *[letter] un document de traitement de texte
}, là où l’on attend { reason-expected }.
reason-wrong_type-ask = Pouvez-vous publier les mêmes informations sous forme de données, par exemple dans une liste enregistrée en CSV ?
reason-wrong_type-detail = Vérifiez que url est l’adresse des données elles-mêmes. { reason-answered }
reason-wrong_encoding = { $by ->
    [declared] Le site { $host } envoie un texte qui n’est pas dans l’encodage qu’il annonce.
    [compressed] Le site { $host } compresse ses réponses d’une façon qui n’est pas demandée.
   *[damaged] Le site { $host } envoie une réponse dont la compression est endommagée.
}
reason-wrong_encoding-ask = { $by ->
    [declared] Pouvez-vous faire annoncer par le serveur (Content-Type) l’encodage réel de { $address }, et vérifier qu’il ne compresse la réponse qu’une fois ?
   *[other] Pouvez-vous faire en sorte que le serveur ne compresse { $address } que comme le demande Accept-Encoding, et une seule fois ?
}
reason-wrong_encoding-detail = { reason-answered }{ $encoding ->
    [none] {""}
   *[other] {" "}Encodage annoncé : { $encoding }.
}
reason-came = { $came ->
    [nothing] une réponse vide
    [calendar] un agenda
    [feed] un flux
    [json] des données JSON d’un autre genre
    [page] une page web
    [xml] du XML d’un autre genre
    [text] du texte
    [no_api] un simple texte, comme le fait Decidim là où son API n’est pas installée
    [other_software] les réponses d’un autre logiciel
    [redirect] un renvoi vers { $to }
    [redirect_nowhere] un renvoi sans adresse
   *[other] autre chose
}
reason-not_the_platform = { $platform ->
    [any] Rien de ce que cette passerelle sait lire ne se trouve sur { $host } à l’adresse demandée ; on y trouve { reason-came }.
   *[other] Là où l’on attend { reason-expected }, le site { $host } envoie { reason-came }.
}
reason-not_the_platform-ask = { $platform ->
    [any] {""}
   *[other] Nous lisions { reason-expected } à { $address } et n’y trouvons plus rien de tel. À quelle adresse faut-il lire maintenant ?
}
reason-not_the_platform-detail = { $came ->
    [calendar] platform = "calendar" lit un agenda.{" "}
    [feed] platform = "feed" lit un flux.{" "}
   *[other] {""}
}{ $platform ->
    [any] Vérifiez l’adresse. Si le site ne publie que des pages web, tenez une liste à la main (platform = "file") : config/examples/nimes.csv en montre les colonnes.
   *[other] Vérifiez url et platform.
} { reason-answered }
reason-platform_unreadable = { $address } est une plateforme { $name }, que cette passerelle ne sait pas lire : { $why ->
    [key] son API ne répond qu’avec une clé, que la collectivité doit demander
    [no_dates] son API ne donne ni les dates ni les adresses de ce qu’elle liste
    [register] ce registre d’enquête publique n’a pas d’accès public pour les programmes, et contient ce que des personnes ont écrit
    [forms] ses formulaires et ses votes n’ont pas d’accès public pour les programmes
   *[closed] elle n’a pas d’accès public pour les programmes
}.
reason-platform_unreadable-ask = Votre plateforme { $name } peut-elle publier un flux RSS ou un agenda iCalendar de vos démarches ?
reason-platform_unreadable-detail = À sa place peuvent être lus un flux ou un agenda du site de la collectivité (passerelle probe et son adresse), un jeu de données de son portail open data (platform = "opendatasoft"), ou une liste tenue à la main (platform = "file") : config/examples/nimes.csv en montre les colonnes.

reason-server_error = La plateforme { $host } répond par une erreur interne.
reason-server_error-ask = Votre plateforme répond par une erreur interne à une lecture de son API ({ $address }). Pouvez-vous en faire chercher la cause dans les journaux du serveur ?
reason-server_error-detail = Document : « { $document } ».
reason-schema_changed = La plateforme { $host } a changé de version ou de format, et cette passerelle ne sait pas encore la lire.
reason-schema_changed-detail = { $how ->
    [unknown] Elle ne connaît plus, du document « { $document } » : { $names }.
    [missing] Dans la réponse au document « { $document } », il manque { $names }.
   *[otherwise] Dans la réponse au document « { $document } », { $names ->
        [none] l’ensemble
       *[other] { $names }
    } a une autre forme.
} Mettez la passerelle à jour ; si elle l’est, signalez cette ligne. { reason-asked }
reason-document_refused = La plateforme { $host } refuse une partie de ce qui lui est demandé, { $why ->
    [too_costly] car cela dépasse la limite de complexité fixée par son administration
    [over_limit] car cela dépasse une limite fixée par son administration
    [not_public] car son API n’est pas ouverte au public
    [mangled] car la demande lui est arrivée altérée
   *[unexplained] sans dire pourquoi
}.
reason-document_refused-ask = { $why ->
    [too_costly] Pouvez-vous relever la limite de complexité de l’API (API_SCHEMA_MAX_COMPLEXITY, 5000 par défaut dans Decidim) ?
    [over_limit] Pouvez-vous relever les limites de profondeur, d’alias ou de récursion de l’API ?
    [not_public] Pouvez-vous permettre aux visiteurs sans compte de lire l’API ({ $address }) ?
    [mangled] Nos demandes à { $address } arrivent altérées (400). Pouvez-vous faire regarder ce qui se trouve entre votre site et Internet ?
   *[unexplained] Pouvez-vous chercher dans les journaux de l’API ({ $address }) pourquoi elle refuse nos demandes ?
}
reason-document_refused-detail = Document : « { $document } ».
reason-answer_not_understood = La réponse de { $host } ne peut pas être lue : elle sera demandée de nouveau plus tard.
reason-answer_not_understood-detail = Document : « { $document } » ; { $why ->
    [broken_off] la réponse s’interrompt.
    [not_json] ce n’est pas du JSON.
    [no_list] la liste n’y est pas.
    [no_relay] l’autre passerelle ne dit pas ce qu’elle relaie.
    [log_without_beginning] le journal ne commence pas à son début.
    [log_replaced] le journal a été remplacé pendant la lecture.
    [log_stands_still] le journal n’avance pas.
    [log_without_end] le journal ne finit pas.
    [log_too_long] le journal dépasse ce qui est lu.
   *[own_error] cette passerelle a échoué sur elle. { reason-report }
} { reason-asked }
reason-organization_unknown = Le serveur de { $host } fait tourner Decidim, mais n’y connaît aucune organisation de ce nom d’hôte.
reason-organization_unknown-ask = Pouvez-vous déclarer { $host } parmi les noms d’hôte secondaires de votre organisation Decidim ?
reason-organization_unknown-detail = Vérifiez d’abord url. { reason-asked }
reason-api_switched_off = L’API de la plateforme { $host } est désactivée, comme elle l’est par défaut dans Cap Collectif.
reason-api_switched_off-ask = Pouvez-vous activer la fonctionnalité “API publique” (public_api) dans l’administration de votre plateforme ?
reason-api_switched_off-detail = Vérifiez aussi url et platform. { reason-answered }
reason-api_half_open = L’API de { $host } ne montre qu’une partie d’elle-même, où rien ne peut être listé.
reason-api_half_open-ask = Pouvez-vous, ou le support de Cap Collectif, laisser passer sans le modifier l’en-tête Accept de nos requêtes (application/vnd.cap-collectif.preview+json) ?
reason-api_half_open-detail = { reason-asked }
reason-site_closed = La plateforme { $host } est fermée aux visiteurs : rien de nouveau n’en est relayé avant qu’elle n’ouvre.
reason-site_closed-ask = Quand votre plateforme { $host } ouvrira-t-elle aux visiteurs (fonctionnalité shield_mode) ?
reason-site_closed-detail = { reason-asked }
reason-dataset_unreadable = { $why ->
    [not_named] La configuration ne dit pas quel jeu de données lire.
    [not_there] Le portail { $host } n’a pas de jeu de données public « { $dataset } ».
    [query_refused] Le portail { $host } refuse ce qui lui est demandé du jeu de données « { $dataset } ».
   *[fields_missing] Le jeu de données « { $dataset } » de { $host } n’a pas tous les champs attendus.
}
reason-dataset_unreadable-ask = { $why ->
    [not_there] Le jeu de données « { $dataset } » de { $host } n’est pas public, ou n’existe plus. Où peut-il être lu maintenant ?
   *[other] {""}
}
reason-dataset_unreadable-detail = { $why ->
    [not_named] Écrivez dataset et fields.
    [not_there] Ouvrez-le dans un navigateur et corrigez dataset, ou demandez qu’il soit rendu public.
    [query_refused] Réponse 400 ({ $answer }) : vérifiez { $chosen ->
        [where] where et les noms donnés dans fields
       *[all] les noms donnés dans fields
    }.
   *[fields_missing] Il manque { $fields }. La page du jeu de données sur le portail donne le nom technique de ses champs.
} { reason-asked }
reason-field_missing = un champ
reason-field_missing-detail = « { $field } »{ $near ->
    [none] {""}
   *[other] , peut-être « { $near } »
}
reason-document_unreadable = { $why ->
    [too_large] Le flux de { $host } est trop gros pour être lu : il dépasse { $limit }.
    [empty] Le flux de { $host } est vide.
    [no_feed] Ce que { $host } publie à cette adresse n’est pas un flux (RSS, Atom ou JSON Feed).
    [named_and_none] Une page de { $host } annonce un flux qui n’en est pas un.
   *[own_error] Le flux de { $host } met cette passerelle en échec.
}
reason-document_unreadable-ask = { $why ->
    [own_error] {""}
   *[other] Pouvez-vous faire vérifier votre flux { $address }, par exemple sur https://validator.w3.org/feed/ ?
}
reason-document_unreadable-detail = { $why ->
    [own_error] { reason-report }
   *[other] Vérifiez url et platform. { reason-asked }
}
reason-list_unreadable = La liste ne peut pas être lue : { $why ->
    [missing] le fichier n’est pas là.
    [forbidden] la passerelle n’a pas le droit de lire le fichier.
    [not_a_file] un dossier ou un périphérique se trouve à sa place.
    [disk_silent] le disque ne répond pas.
    [unread] la lecture échoue.
    [being_written] elle est en cours d’enregistrement, et sera relue au prochain passage.
    [never_read] le serveur répond qu’elle n’a pas changé, alors qu’elle n’a jamais été lue.
    [empty] elle est vide.
    [too_large] elle dépasse { $bytes }, ce qu’aucune liste tenue à la main n’atteint.
    [too_long] elle a plus de { $limit-shown } entrées, ce qu’aucune liste tenue à la main n’atteint.
    [workbook] c’est un classeur de tableur.
    [pdf] c’est un PDF.
    [page] c’est une page web.
    [cut_short] elle s’arrête au milieu d’une lettre.
    [not_toml] la ligne { $line-shown } n’est pas du TOML.
    [not_json] la ligne { $line-shown } n’est pas du JSON.
    [no_list] aucune liste de démarches ne s’y trouve.
    [columns_missing] il y manque { $columns }.
    [no_title_column] à la ligne { $line-shown }, aucune colonne ne s’appelle « titre ».
   *[own_error] elle met cette passerelle en échec.
}
reason-list_unreadable-ask = { $why ->
    [empty] La liste est vide. Même sans démarche, elle garde la ligne qui nomme ses colonnes (ou consultations = []). Pouvez-vous la remettre ?
    [workbook] Pouvez-vous enregistrer la liste en CSV, et nous donner l’adresse de ce fichier ?
    [pdf] Pouvez-vous enregistrer la liste en CSV, et nous donner l’adresse de ce fichier ?
    [page] Pouvez-vous nous donner l’adresse du fichier lui-même, et non celle d’une page qui en parle ?
    [cut_short] La liste s’arrête au milieu d’une lettre. Pouvez-vous l’enregistrer à nouveau ?
    [not_toml] Pouvez-vous corriger la ligne { $line-shown } de la liste ? Une clé avec un accent ou une espace s’écrit entre guillemets.
    [not_json] Pouvez-vous corriger la ligne { $line-shown } de la liste ?
    [no_list] Pouvez-vous écrire chaque démarche sous [[consultations]] (TOML), ou dans une liste « consultations » (JSON) ?
    [columns_missing] La liste n’a plus { $columns }.{ $there ->
        [none] {""}
       *[other] {" "}Ses colonnes s’appellent { $there }.
    } Pouvez-vous leur rendre leur nom ?
    [no_title_column] Pouvez-vous nommer les colonnes sur la première ligne de la liste (titre, lien, ouvre, ferme, commune…) ?{ $there ->
        [none] {""}
       *[other] {" "}Elles s’appellent aujourd’hui { $there }.
    }
   *[other] {""}
}
reason-list_unreadable-detail = { $why ->
    [missing] Mettez-y { $file }, ou corrigez url (un chemin part du dossier de la configuration).
    [forbidden] Donnez au compte sous lequel tourne la passerelle le droit de lire { $file } et d’entrer dans ses dossiers.
    [not_a_file] Donnez le chemin de la liste elle-même.
    [unread] Cause : { $cause }.
    [too_large] Vérifiez que c’est le bon fichier.
    [too_long] Vérifiez que c’est le bon fichier.
    [columns_missing] Corrigez les noms dans [sources.columns], ou dans la liste.
    [no_title_column] Ou dites dans [sources.columns] ce que signifient ses noms.
    [own_error] { reason-report }
   *[other] {""}
}{ $file ->
    [none] { $address ->
        [none] {""}
       *[other] {" "}Liste : { $address }.
    }
   *[other] {" "}Liste : { $file }.
}
reason-gateway_too_old = La passerelle { $host } est d’une version trop ancienne pour être suivie.
reason-gateway_too_old-ask = Pouvez-vous mettre à jour votre passerelle { $host } ?
reason-gateway_too_old-detail = D’ici là, platform = "decidim" la lit. { reason-asked }
reason-own_address = L’adresse de cette source est celle de cette passerelle elle-même.
reason-own_address-detail = Donnez l’adresse d’une autre passerelle. { reason-asked }

reason-name_unknown = Le nom { $host } n’existe pas, ou n’existe plus.
reason-name_unknown-ask = Le nom de domaine { $host } a-t-il expiré, ou votre site a-t-il changé d’adresse ?
reason-name_unknown-detail = Vérifiez d’abord l’orthographe de url.
reason-name_without_address = Le nom { $host } ne mène à aucune adresse.
reason-name_without_address-ask = Pouvez-vous ajouter au nom { $host } un enregistrement A ou AAAA ? Il n’en a aucun.
reason-name_server_silent = L’adresse de { $host } n’a pas pu être trouvée, car aucun serveur de noms n’a répondu.
reason-name_server_silent-ask = Pouvez-vous faire vérifier les serveurs de noms (DNS) du domaine de { $host } ? Ils ne répondent pas.
reason-name_server_silent-detail = Si toutes les sources échouent ainsi, c’est la résolution de noms de cette machine qui est en panne.
reason-name_not_resolved = L’adresse de { $host } n’a pas pu être trouvée.
reason-name_not_resolved-detail = Si cela dure, vérifiez que cette machine sait résoudre des noms, puis l’orthographe de url.
reason-private_address = L’adresse de { $host } n’est pas sur l’Internet public, et n’est pas lue.
reason-private_address-detail = Adresse : { $ip }. Si cette source est dans votre propre réseau, écrivez polling.allow_private_addresses = true (passerelle probe : --allow-private-addresses).
reason-connection_refused = Le serveur de { $host } refuse la connexion : il est arrêté, ou un pare-feu écarte cette passerelle.
reason-connection_refused-ask = { reason-is-it-up }
reason-connection_refused-detail = { reason-asked }
reason-is-it-up = Votre site { $host } est-il en service, et son pare-feu laisse-t-il passer l’adresse de notre passerelle ?
reason-unreachable = Aucun réseau ne mène à { $host }.
reason-unreachable-ask = Le serveur de { $host } est-il en service ?
reason-unreachable-detail = Si toutes les sources échouent ainsi, cette machine est hors ligne. { reason-asked }
reason-connection_reset = Le serveur de { $host } coupe la connexion avant toute réponse, comme le font certains pare-feu.
reason-connection_reset-ask = { reason-is-it-up }
reason-connection_reset-detail = { reason-asked }
reason-connection_failed = La connexion avec { $host } échoue.
reason-connection_failed-ask = { reason-is-it-up }
reason-connection_failed-detail = Si toutes les sources échouent ainsi, regardez le réseau de cette machine. { reason-asked }
reason-connection_timeout = Le serveur de { $host } ne répond pas : il est arrêté, ou un pare-feu ignore cette passerelle.
reason-connection_timeout-ask = { reason-is-it-up }
reason-connection_timeout-detail = Aucune connexion en { $seconds-shown } s. { reason-asked }
reason-certificate_expired = Le certificat de sécurité de { $host } a expiré{ $day ->
    [none] {""}
   *[other] {" "}le { $day }
}.
reason-certificate_expired-ask = Le certificat de { $host } a expiré. Pouvez-vous le renouveler, et faire en sorte qu’il le soit automatiquement ?
reason-certificate_expired-detail = { reason-asked }
reason-certificate_not_yet_valid = Le certificat de sécurité de { $host } n’est pas encore valable{ $day ->
    [none] {""}
   *[other] , et ne le sera que le { $day }
}.
reason-certificate_not_yet_valid-ask = Pouvez-vous vérifier à partir de quel jour le certificat de { $host } est valable ?
reason-certificate_not_yet_valid-detail = Vérifiez d’abord l’horloge de cette machine. { reason-asked }
reason-certificate_wrong_name = Le certificat de sécurité présenté par { $host } est celui d’un autre nom.
reason-certificate_wrong_name-ask = Pouvez-vous ajouter { $host } au certificat de votre site ?
reason-certificate_wrong_name-detail = Vérifiez d’abord l’orthographe de url. { reason-asked }
reason-certificate_unknown_issuer = Le certificat de sécurité de { $host } vient d’une autorité inconnue, ou sa chaîne est envoyée sans ses intermédiaires.
reason-certificate_unknown_issuer-ask = Pouvez-vous faire envoyer par le serveur de { $host } toute la chaîne de son certificat, certificats intermédiaires compris ?
reason-certificate_unknown_issuer-detail = Si l’autorité est celle de votre organisation, ajoutez sa racine aux certificats de confiance de cette machine. { reason-asked }
reason-certificate_self_signed = Le serveur de { $host } a signé lui-même son certificat de sécurité, et rien n’assure que ce soit bien le site.
reason-certificate_self_signed-ask = Pouvez-vous faire établir le certificat de { $host } par une autorité reconnue, comme Let’s Encrypt ?
reason-certificate_self_signed-detail = { reason-asked }
reason-certificate_revoked = Le certificat de sécurité de { $host } a été révoqué par son autorité.
reason-certificate_revoked-ask = Pouvez-vous remplacer le certificat de { $host }, qui a été révoqué ?
reason-certificate_revoked-detail = { reason-asked }
reason-certificate_unusable = Le certificat de sécurité de { $host } ne convient pas à un site web.
reason-certificate_unusable-ask = Pouvez-vous faire vérifier le certificat de { $host }, et en faire établir un nouveau ?
reason-certificate_unusable-detail = { reason-asked }
reason-tls_too_old = Le serveur de { $host } ne connaît que des versions ou des chiffrements de TLS qui ne sont plus sûrs.
reason-tls_too_old-ask = Pouvez-vous activer TLS 1.2 et TLS 1.3 sur le serveur de { $host } ?
reason-tls_too_old-detail = { reason-asked }
reason-tls_handshake = Le serveur de { $host } rompt la connexion pendant qu’elle est sécurisée.
reason-tls_handshake-ask = Pouvez-vous faire vérifier la configuration TLS du serveur de { $host } ? Il rompt la connexion.
reason-tls_handshake-detail = Vérifiez d’abord url : le serveur ne connaît peut-être pas ce nom. { reason-asked }
reason-not_tls = Ce qui répond à { $host } ne parle pas https.
reason-not_tls-detail = Vérifiez le protocole et le port dans url. { reason-asked }
reason-no_trusted_certificates = Cette passerelle ne connaît aucun certificat de confiance, et ne peut lire aucune source en https.
reason-no_trusted_certificates-detail = Installez les certificats de confiance de la machine (paquet ca-certificates), et redémarrez la passerelle.
reason-no_answer = { $why ->
    [reset] La connexion avec { $host } a été coupée avant toute réponse : le site sera relu plus tard.
   *[closed] Le serveur de { $host } a mis fin à la connexion avant toute réponse : le site sera relu plus tard.
}
reason-no_answer-ask = Le serveur de { $host } met fin à la connexion sans répondre. Pouvez-vous faire regarder ses journaux, et ceux de ce qui se trouve devant lui ?
reason-no_answer-detail = { reason-asked }
reason-not_http = Ce qui répond à { $host } ne parle pas HTTP.
reason-not_http-detail = Vérifiez le port dans url. { reason-asked }
reason-answer_timeout = Le site { $host } n’a pas répondu dans le temps imparti : il sera relu plus tard.
reason-answer_timeout-ask = { reason-slow }
reason-answer_timeout-detail = Aucune réponse en { $seconds-shown } s. { reason-asked }
reason-slow = { $address } met très longtemps à répondre. Pouvez-vous en faire chercher la cause ?
reason-answer_without_end = La réponse de { $host } n’était pas finie dans le temps imparti.
reason-answer_without_end-ask = { reason-slow }
reason-answer_without_end-detail = { $bytes } reçus en { $seconds-shown } s. Vérifiez que url est l’adresse d’une API ou d’un flux. { reason-asked }
reason-answer_broken_off = La réponse de { $host } s’est interrompue avant sa fin : le site sera relu plus tard.
reason-answer_broken_off-ask = Les réponses de { $address } s’interrompent avant leur fin. Pouvez-vous faire vérifier la compression et les limites de durée du serveur ?
reason-answer_broken_off-detail = { $bytes } reçus. { reason-asked }
reason-answer_too_large = La réponse de { $host } dépasse { $limit }, et n’a pas été lue.
reason-answer_too_large-detail = Vérifiez que url est l’adresse d’une API ou d’un flux. { reason-asked }
reason-redirect_nowhere = Le site { $host } renvoie ailleurs sans dire où.
reason-redirect_nowhere-detail = { reason-where-it-ends } { reason-answered }
reason-where-it-ends = Ouvrez l’adresse dans un navigateur, et mettez dans url celle à laquelle il aboutit.
reason-redirect_private = Le site { $host } renvoie vers une adresse qui n’est pas sur l’Internet public.
reason-redirect_private-ask = { $address } renvoie vers une adresse qui n’est pas sur l’Internet public. Est-ce une erreur de configuration de votre site ?
reason-redirect_private-detail = Il renvoie vers { $to } ({ $ip }). Il se peut aussi que le réseau de cette machine réponde à la place du site (portail captif) : ouvrez { $address } dans un navigateur, depuis un autre réseau.
reason-redirect_unencrypted = Le site { $host } renvoie de https vers une adresse non chiffrée, ce qui est refusé.
reason-redirect_unencrypted-ask = { $address } renvoie vers { $to } sans chiffrement. Pouvez-vous le faire renvoyer vers https ?
reason-redirect_unencrypted-detail = Si { $to } est la bonne adresse, mettez-la dans url.
reason-redirect_loop = Le site { $host } renvoie en boucle vers lui-même, peut-être parce qu’il attend un cookie.
reason-redirect_loop-ask = Pouvez-vous laisser les requêtes dont le User-Agent commence par “Passerelle/” lire { $address } sans cookie ?
reason-redirect_loop-detail = La boucle revient à { $to }.
reason-redirects_too_many = Le site { $host } renvoie plus de { $limit-shown } fois de suite vers une autre adresse.
reason-redirects_too_many-detail = { reason-where-it-ends } { reason-asked }

reason-scheme_not_read = L’adresse { $address } n’est ni en http ni en https.
reason-scheme_not_read-detail = Donnez l’adresse que montre un navigateur.
reason-credentials_in_address = L’adresse { $address } contient un nom d’utilisateur ou un mot de passe, ce qui est refusé.
reason-credentials_in_address-detail = Enlevez ce qui précède le @.
reason-invalid_header = Une requête à { $host } n’a pas pu être écrite.
reason-invalid_header-detail = L’en-tête « { $header } » contient des caractères que HTTP n’admet pas : enlevez-les. { reason-asked }
reason-requests_spent = { $address } n’a pas été demandée, car le nombre de requêtes permis ici ({ $limit-shown }) est atteint.
reason-setup = Les requêtes ne peuvent pas être préparées.
reason-setup-detail = Cause : { $cause }.
reason-gateway_error = Cette passerelle a échoué sur ce que la source a répondu.
reason-gateway_error-detail = { reason-report }
reason-store_failed = La source n’a pas été lue, car la base de données de cette passerelle n’a pas pu être lue ou écrite.
reason-store_failed-detail = Le journal de la passerelle dit pourquoi.
