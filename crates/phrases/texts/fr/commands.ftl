### The command line. In French.

# La ligne de commande.

poll-head-source = source
poll-head-health = état
poll-head-fetched = lues
poll-head-new = nouvelles
poll-head-changed = modifiées
poll-head-withdrawn = retirées
poll-head-missing = absentes
poll-head-meetings = réunions
poll-head-requests = requêtes
poll-head-seconds = secondes
poll-head-errors = erreurs
poll-no-such-source = erreur : il n’y a pas de source « { $id } » dans { $file } ; il y a : { $known }
check-valid = { $count ->
    [0] { $file } : valide, aucune source
    [one] { $file } : valide, { $shown } source
   *[other] { $file } : valide, { $shown } sources
}
check-origin-changed = { $count ->
    [one] { $shown } démarche de « { $source } » est connue
   *[other] { $shown } démarches de « { $source } » sont connues
} sous des identifiants faits de « { $former } », et de nouveaux seraient faits de « { $origin } » : si la plateforme a changé d’adresse, écrivez origin = "{ $former }" ; s’il s’agit d’une autre plateforme, donnez-lui un id à elle
check-last-poll = la dernière lecture de « { $source } » a trouvé : { $reason }

# La recherche de ce qui peut être lu à une adresse.

probe-kind-old-gateway = une autre passerelle, d’une version ancienne
probe-kind-decidim = une plateforme Decidim
probe-kind-cap-collectif = une plateforme Cap Collectif
probe-kind-opendatasoft = un portail open data (Opendatasoft)
probe-kind-passerelle = une autre passerelle
probe-kind-feed = un flux
probe-kind-calendar = un agenda
probe-kind-file = une liste tenue à la main
probe-found = { $place } : { $kind }{ $name ->
    [none] {""}
   *[other] {" "}« { $name } »
}{ $more }
probe-not-read = {" "}(annoncé par la page, non lu)
probe-more-opendatasoft = { $total ->
    [one] , dont { $total-shown } jeu de données parle de démarches
   *[other] , dont { $total-shown } jeux de données parlent de démarches
}
probe-more-passerelle = , version { $version }
probe-more-feed = { $format ->
    [none] { probe-not-read }
   *[other] { $entries ->
        [0] {" "}({ $format }, aucune entrée)
        [one] {" "}({ $format }, { $entries-shown } entrée)
       *[other] {" "}({ $format }, { $entries-shown } entrées)
    }
}
probe-more-calendar = { $events ->
    [none] { probe-not-read }
    [0] {" "}(aucun événement)
    [one] {" "}({ $events-shown } événement)
   *[other] {" "}({ $events-shown } événements)
}
probe-more-file = { $entries ->
    [0] {" "}({ $format }, aucune démarche)
    [one] {" "}({ $format }, { $entries-shown } démarche)
   *[other] {" "}({ $format }, { $entries-shown } démarches)
}
probe-more-cap-collectif = { $readable ->
    [no] {""}
   *[yes] , qui liste { $projects-shown } projets et { $events-shown } événements
}
probe-block-territory = qui la publie : code INSEE d’une commune, SIREN d’un EPCI, dep-54, reg-44 ou fr
probe-block-entries = seulement ce qui correspond : par category, title ou path (de la page)
probe-block-origin = nécessaire : l’hôte du site que représente la liste ; n’y touchez plus ensuite
probe-block-fields = les noms techniques des champs du jeu de données ; remplacez ceux en capitales
probe-choose = Plusieurs blocs : gardez ceux qu’il vous faut.
probe-unknown-of = Aucune plateforme de participation n’est connue pour { $place }, pour ce qui s’y trouve ou pour ce qui l’englobe : cherchez à l’adresse de son propre site.
probe-known-of = { $count ->
    [one] { $place } : { $shown } adresse connue, pour ce territoire, ce qui s’y trouve ou ce qui l’englobe
   *[other] { $place } : { $shown } adresses connues, pour ce territoire, ce qui s’y trouve ou ce qui l’englobe
}
probe-not-tried = { $address } : non essayée ; essayez-la seule
probe-nothing-of = Rien de ce qui est connu pour { $place } ne peut être lu.
probe-failed = { $address } ne peut pas être lu(e) : { $reason }
probe-target-no-address = { $text } : ce fichier n’existe pas, et ce n’est pas une adresse, qui commencerait par https://{ $near ->
    [none] {""}
   *[other] {" "}(peut-être { $near })
}
probe-target-no-code = { $text } : aucun territoire ne porte ce code
probe-target-several = { $text } : plusieurs territoires portent ce nom ; donnez le code de l’un d’eux
probe-target-more = et { $count } autres
probe-target-unknown = { $text } : ce n’est ni un fichier, ni une adresse (qui commencerait par https://), ni le nom ou le code d’un territoire
probe-target-perhaps = peut-être { $place }

# Ce qui empêche une commande d’aboutir. Les causes du système sont dites comme il les dit.

failure = erreur : { $what }
failure-store-unsupported = « { $scheme } » n’est pas une base de données connue ; mettez dans storage.url sqlite://passerelle.db, ou un autre chemin après sqlite://
failure-store-address = « { $url } » n’est pas l’adresse d’une base de données utilisable ; écrivez sqlite:// et le chemin d’un fichier dans storage.url
failure-store-no-folder = le dossier de la base de données « { $place } » n’existe pas ; créez-le, ou mettez un autre chemin dans storage.url
failure-store-unopenable = la base de données « { $place } » ne peut pas être ouverte ; vérifiez que c’est un fichier, et que le compte de la passerelle peut lire et écrire ce fichier et son dossier
failure-store-not-a-database = « { $place } » n’est pas une base de données, et rien n’y a été changé ; mettez un autre chemin dans storage.url, ou déplacez ce fichier
failure-store-foreign = « { $place } » est la base de données d’un autre programme, et rien n’y a été changé ; donnez à la passerelle un fichier à elle dans storage.url
failure-store-newer = la base de données « { $place } » a été écrite par une version plus récente (la migration { $migration } n’est pas connue ici) ; lancez cette version, ou remettez une copie faite avant elle
failure-store-migration = la base de données « { $place } » n’a pas pu prendre la forme de cette version, et rien n’y a été changé ({ $cause })
failure-store-read-only = la base de données « { $place } » est en lecture seule ; donnez au compte de la passerelle le droit d’écrire ce fichier et son dossier
failure-store-busy = la base de données « { $place } » est verrouillée par un autre programme (une seconde passerelle, une sauvegarde, sqlite3) ; attendez qu’il ait fini, ou arrêtez-le
failure-store-full = il n’y a plus de place pour la base de données « { $place } » ; libérez-en sur son disque. Rien n’est perdu : ce qui n’a pas été enregistré sera relu
failure-store-damaged = la base de données « { $place } » est endommagée ({ $cause }) ; arrêtez la passerelle, gardez ce fichier, et remettez une copie
failure-store-failed = la base de données « { $place } » ne répond pas comme prévu ({ $cause })
failure-export-not-an-export = « { $place } » n’est pas vide, et aucun export ne l’a écrit : rien n’y a été changé ; choisissez un dossier vide, ou celui d’un export précédent (il contient { $home })
failure-export-not-a-folder = « { $place } » n’est pas un dossier ; choisissez-en un autre
failure-export-busy = un autre export écrit dans « { $place } » ; attendez qu’il ait fini
failure-export-manifest = « { $place } » ne peut pas être compris ({ $cause }) ; remettez-en une copie, ou exportez dans un autre dossier
failure-export-in-the-way = « { $place } » est à la place d’un dossier de l’export, sans en être un ; déplacez-le
failure-export-io = « { $place } » ne peut pas être lu ou écrit ({ $cause })
failure-export-nothing-known = aucune démarche n’est connue, et un portail vide serait publié ; lancez d’abord passerelle poll
failure-export-unanswered = la passerelle a répondu { $status } pour { $address }, que tout export contient ; son journal dit pourquoi
failure-export-unreadable = ce que la passerelle a répondu pour { $address } ne peut pas être lu ({ $cause })
failure-export-too-many = cela ferait plus de { $most } fichiers ; exportez moins de sources à la fois, ou laissez répondre passerelle serve
failure-listen = la passerelle ne peut pas écouter sur { $address } ({ $cause }) ; mettez dans server.listen une adresse de cette machine et un port libre
failure-listen-demo = la démonstration ne peut pas écouter sur { $address } ({ $cause }) ; choisissez un autre port, avec --listen 127.0.0.1:0
export-head-kind = sorte
export-head-files = fichiers
export-head-new = nouveaux
export-head-changed = modifiés
export-head-unchanged = inchangés
export-head-removed = retirés
export-head-bytes = octets
export-total = total
export-kept = { $name } : un fichier d’un autre porte ce nom ; il a été laissé tel quel, et l’export n’a pas le sien
export-left = { $name } : un export précédent l’avait écrit, et quelqu’un l’a modifié depuis ; il a été laissé, mais plus rien n’y mène
