### Problems of the configuration. In French.

# Ce qui ne va pas dans la configuration. `problem-CODE` suit le nom du fichier, la ligne et la clé : il commence par une minuscule et n’a pas de point.
# `problem-CODE-advice` dit quoi écrire, sur une ligne à part. Un paramètre que l’on ne connaît pas vaut `none`.

problem-quoted = « { $text } »

problem-file_unreadable = ce fichier ne peut pas être lu : { $why ->
    [absent] il n’existe pas
    [forbidden] l’utilisateur qui lance passerelle n’a pas le droit de le lire
    [folder] c’est un dossier
    [not_text] ce n’est pas du texte en UTF-8
   *[other] { $cause }
}
problem-file_unreadable-advice = { $why ->
    [forbidden] Donnez-lui ce droit, ou indiquez un autre fichier avec --config FICHIER.
    [not_text] Enregistrez-le comme texte, en UTF-8.
   *[other] Indiquez le fichier avec --config FICHIER.
}
problem-file_too_large = ce fichier dépasse { $most } octets
problem-file_too_large-advice = Vérifiez que c’est bien la configuration, et indiquez-la avec --config FICHIER.
problem-not_toml = ce n’est pas du TOML ; l’analyseur répond, en anglais : { $cause }
problem-not_toml-advice = Regardez les guillemets, les crochets et le signe égal, ici et juste au-dessus. Une clé ne s’écrit qu’une fois dans sa table, et une table comme [gateway] qu’une fois dans le fichier.
problem-not_understood = ne peut pas être utilisé : { $cause }
problem-not_understood-advice = C’est un défaut du programme : signalez-le avec ces lignes, sans les secrets.

problem-unknown_key = clé inconnue
problem-unknown_key-advice = { $near ->
    [none] { $tables ->
        [none] Clés possibles ici : { $known }.
       *[other] C’est une clé de { $tables }. Clés possibles ici : { $known }.
    }
   *[other] Écrivez « { $near } », si c’est cette clé que vous cherchez.
}
problem-key_below_subtable = c’est une clé de { $table }, écrite ici sous { $below }
problem-key_below_subtable-advice = Déplacez-la au-dessus de { $below } : ce qui suit un en-tête appartient à sa table.
problem-missing = cette clé manque
problem-missing-advice = { $what ->
    [sources-id] Écrivez pour la source un nom qui restera : de 1 à 64 lettres minuscules sans accent, chiffres, « - » ou « _ », comme id = "nancy".
    [sources-platform] Écrivez le logiciel de la source, ou le format dans lequel elle est lue, comme platform = "decidim". La commande « passerelle probe ADRESSE » le trouve.
    [sources-url] Écrivez l’adresse de la source, comme url = "https://participez.example.fr" ; avec platform = "file", ce peut être le chemin d’un fichier.
    [sources-fields-id] Écrivez le nom technique du champ qui distingue un enregistrement d’un autre et ne change jamais.
    [sources-fields-title] Écrivez le nom technique du champ du titre.
    [sources-fields-url] Écrivez le nom technique du champ de l’adresse de la page, ou une adresse faite de champs, comme url = "https://www.example.fr/projet/{"{id}"}".
    [sources-attach-territory] Écrivez le code du territoire auquel revient ce qui correspond à la règle, comme territory = "54498".
    [sources-join-consultation] Écrivez l’adresse de la page de la démarche à laquelle revient ce qui correspond à la règle.
   *[other] Nommez au moins deux démarches, chacune par son identifiant ou par l’adresse de sa page.
}{ $below ->
    [none] {""}
   *[other] {" "}Celle qui se trouve sous { $below } appartient à cette table-là : ce qui vaut ici s’écrit au-dessus de { $below }.
}
problem-wrong_type = il faut ici { $wanted ->
    [table] une table
    [list] une liste
    [text] un texte
    [integer] un nombre entier
   *[boolean] true ou false
}, et non { $found ->
    [table] une table
    [list] une liste
    [text] un texte
    [integer] un nombre entier
    [number] un autre nombre
    [date] une date
   *[boolean] true ou false
}
problem-wrong_type-advice = { $remedy ->
    [unit] Écrivez la valeur entre guillemets, avec son unité : "{ $given }s", "{ $given }m" ou "{ $given }h".
    [quotes] { $given ->
        [none] Écrivez la valeur entre guillemets droits : "…".
       *[other] Écrivez la valeur entre guillemets : "{ $given }".
    }
    [brackets] Écrivez la valeur entre crochets : ["…"].
    [bare] Écrivez la valeur sans guillemets.
    [headers] Écrivez son en-tête entre doubles crochets : [[…]].
   *[none] {""}
}
problem-empty_list = la liste est vide, alors qu’il faut au moins un élément
problem-empty_list-advice = Écrivez au moins un élément, ou retirez la clé : elle a une valeur par défaut.
problem-empty_text = le texte est vide, alors qu’il en faut un
problem-empty_text-advice = Écrivez un texte, ou retirez la clé : elle a une valeur par défaut.
problem-unknown_word = { $given } n’est pas un de ces mots : { $words }
problem-unknown_word-advice = { $near ->
    [none] {""}
   *[other] Écrivez "{ $near }", si c’est ce que vous voulez dire.
}
problem-out_of_bounds = { $given } est hors limites : de { $least } à { $most }

problem-variable_unknown = { $part } n’est le nom d’aucune clé
problem-variable_unknown-advice = { $near ->
    [none] Clés possibles ici : { $known }.
   *[other] Écrivez { $near } à la place, si c’est cette clé que vous cherchez.
}
problem-variable_too_deep = cette clé n’en contient pas d’autres
problem-variable_too_deep-advice = Retirez { $part } du nom de la variable.
problem-variable_clash = ce que le fichier contient ici n’est pas { $wanted ->
    [list] une liste
   *[other] une table
}
problem-variable_clash-advice = Corrigez-le d’abord dans le fichier.
problem-variable_no_item = il n’y a pas de { $part }
problem-variable_no_item-advice = { $near ->
    [none] Écrivez un nombre de 0 à { $most }, ou l’id d’une source.
   *[other] Écrivez { $near }, si c’est ce que vous voulez dire.
}
problem-variable_unreadable = la valeur ne peut pas être lue
problem-variable_unreadable-advice = { $wanted ->
    [list] Écrivez une liste comme dans le fichier : ["…", "…"]
    [table] Écrivez une table comme dans le fichier : {"{ clé = \"…\" }"}
    [integer] Écrivez un nombre entier : 8
   *[other] Écrivez true ou false.
}

problem-time_unreadable = { $given } n’est pas une durée
problem-time_unreadable-advice = Écrivez un nombre suivi de ms, s, m, h ou d (jours), comme "30m" ou "1m30s".
problem-time_out_of_bounds = { $given } est hors limites : de { $least } à { $most }
problem-time_zone_unknown = aucun fuseau horaire ne s’appelle { $given }
problem-time_zone_unknown-advice = { $near ->
    [none] Écrivez un nom comme "Europe/Paris" ou "Indian/Reunion".
   *[other] Écrivez "{ $near }", si c’est ce que vous voulez dire.
}
problem-language_tag = { $given } n’est pas le code d’une langue
problem-language_tag-advice = Écrivez un code comme "fr" ou "pt-BR".
problem-territory_form = { $given } n’est pas le code d’un territoire
problem-territory_form-advice = { $places ->
    [none] Écrivez le code INSEE d’une commune ("54498"), le SIREN d’un EPCI ("245400676"), "dep-54", "reg-44" ou "fr".
   *[other] Écrivez le code : { $places }{ $more ->
        [none] {""}
       *[other] , { $more }
    }
}
problem-territory_unknown = « { $code } » n’est le code d’aucun territoire de la géographie officielle
problem-territory_unknown-advice = { $near ->
    [none] Écrivez son nom à la place du code : cette vérification vous donnera alors le code.
   *[other] Est-ce { $near } ? Écrivez alors ce code.
}
problem-address_unreadable = { $given ->
    [none] ce n’est pas une adresse
   *[other] { $given } n’est pas une adresse
}{ $flaw ->
    [scheme] {"\u00A0:"} elle doit commencer par https://
    [host] {"\u00A0:"} il y manque le nom du site
    [name] {"\u00A0:"} le nom du site contient un caractère qu’un tel nom ne peut pas contenir
    [number] {"\u00A0:"} le nom du site ressemble à une adresse IP et n’en est pas une
    [port] {"\u00A0:"} le port doit être un nombre de 0 à 65535
   *[other] {""}
}
problem-address_unreadable-advice = { $complete ->
    [none] Écrivez une adresse comme "https://agenda.example.fr".
   *[other] Écrivez "{ $complete }", si c’est la bonne adresse.
}
problem-address_scheme = il faut une adresse qui commence par https:// ou http://, et non par « { $scheme } »
problem-address_with_user = une adresse ne doit contenir ni nom d’utilisateur ni mot de passe
problem-address_with_user-advice = Retirez le @ et ce qui le précède, sauf https://.
problem-address_with_fragment = une adresse ne doit pas contenir de « # »
problem-address_with_fragment-advice = Retirez le # et ce qui le suit.
problem-address_with_query = cette adresse ne doit pas contenir de « ? »
problem-address_with_query-advice = Retirez le point d’interrogation et ce qui le suit : c’est la page d’accueil qu’il faut ici.
problem-address_host = le nom du site contient un caractère qu’un tel nom ne peut pas contenir
problem-address_host-advice = Ouvrez la page dans un navigateur, et copiez l’adresse qu’il affiche.
problem-path_unreadable = { $given } n’est ni une adresse ni le chemin d’un fichier
problem-path_unreadable-advice = Écrivez une adresse comme "https://www.example.fr/liste.csv", ou le chemin d’un fichier comme "liste.csv".
problem-website = il faut l’adresse d’un site, sans rien après son nom
problem-website-advice = Écrivez-la comme "https://www.example.fr", ou "https://*.example.fr" pour tous les sites d’un domaine, ou "*" pour tout le monde.
problem-listen = { $given } n’est pas une adresse IP suivie d’un port
problem-listen-advice = Écrivez-les comme "127.0.0.1:8080" ou "[::1]:8080".

problem-contact_missing = cette clé manque : les responsables d’une source doivent pouvoir joindre qui la lit
problem-contact_missing-advice = Écrivez une adresse électronique ou l’adresse d’une page ; elle figure dans le User-Agent envoyé aux sources.
problem-contact_unusable = { $given ->
    [none] ce n’est ni une adresse électronique ni l’adresse d’une page
   *[other] { $given } n’est ni une adresse électronique ni l’adresse d’une page
}
problem-contact_unusable-advice = Écrivez-en une comme "participation@example.fr" ou "https://www.example.fr/contact", sans nom d’utilisateur ni mot de passe.
problem-postgresql_not_yet = cette version ne garde ses données que dans SQLite, et pas encore dans PostgreSQL
problem-postgresql_not_yet-advice = Écrivez sqlite:// suivi du chemin d’un fichier, comme "sqlite://passerelle.db".
problem-storage_form = il faut sqlite:// suivi du chemin d’un fichier
problem-storage_form-advice = Écrivez-le comme "sqlite://passerelle.db".

problem-given_twice = cette clé fait double emploi avec « { $other } »
problem-given_twice-advice = Gardez l’une des deux.
problem-secret_unreadable = { $path } ne peut pas être lu : { $why ->
    [absent] ce fichier n’existe pas
    [forbidden] l’utilisateur qui lance passerelle n’a pas le droit de le lire
    [folder] c’est un dossier
    [not_text] ce n’est pas du texte en UTF-8
   *[other] { $cause }
}
problem-secret_unreadable-advice = Écrivez le chemin d’un fichier que peut lire l’utilisateur qui lance passerelle ; un chemin relatif part du dossier de la configuration.
problem-secret_missing = il manque « { $one } » ou « { $other } »
problem-secret_missing-advice = Écrivez l’une des deux : la seconde garde le secret dans un fichier à part.
problem-token_weak = il faut un jeton d’au moins { $least } lettres sans accent, chiffres et signes, sans espace
problem-token_weak-advice = Fabriquez-en un avec : openssl rand -base64 32

problem-colour = il faut une couleur écrite avec # et six chiffres hexadécimaux
problem-colour-advice = Écrivez-la comme "#21409a".
problem-colour_too_light = { $colour } est trop claire : des liens de cette couleur auraient dans les pages un contraste de { $contrast } pour 1, et l’on ne peut pas lire en dessous de { $least } pour 1
problem-colour_too_light-advice = Écrivez une couleur plus foncée, de la même teinte.
problem-logo_unreadable = { $path } ne peut pas être lu : { $why ->
    [absent] ce fichier n’existe pas
    [forbidden] l’utilisateur qui lance passerelle n’a pas le droit de le lire
    [folder] c’est un dossier
   *[other] { $cause }
}
problem-logo_unreadable-advice = Écrivez le chemin d’une image que peut lire l’utilisateur qui lance passerelle ; un chemin relatif part du dossier de la configuration.
problem-logo_format = { $path } n’est pas une image SVG, PNG, JPEG ou WebP
problem-logo_format-advice = Enregistrez le logo dans un de ces formats ; SVG est le plus net.
problem-logo_too_large = { $path } dépasse { $most } ko
problem-logo_too_large-advice = Réduisez l’image : les pages la montrent sur 40 pixels de haut.
problem-tiles = il faut l’adresse de tuiles de carte, avec {"{z}"}, {"{x}"} et {"{y}"} après le nom du site
problem-tiles-advice = Écrivez-la comme "https://tuiles.example.fr/{"{z}/{x}/{y}"}.png".
problem-tiles_unowed = il manque « portal.tiles_attribution »
problem-tiles_unowed-advice = Écrivez à qui l’on doit la carte, comme le demande qui la publie : tiles_attribution = "© IGN".
problem-tiles_missing = il manque « portal.tiles »
problem-tiles_missing-advice = Écrivez aussi l’adresse des tuiles de la carte, ou retirez cette clé.

problem-source_id = { $given } n’est pas un id
problem-source_id-advice = Écrivez de 1 à 64 lettres minuscules sans accent, chiffres, « - » ou « _ », en commençant par une lettre ou un chiffre.
problem-id_taken = « { $id } » est déjà l’id de { $other }
problem-id_taken-advice = Donnez à chaque source son propre id ; celle qui a déjà été lue garde le sien.
problem-address_taken = { $dataset ->
    [none] « { $other } » lit déjà cette adresse
   *[other] « { $other } » lit déjà le jeu de données { $dataset } de ce portail
}
problem-address_taken-advice = Corrigez l’adresse de l’une des deux. Si les deux blocs désignent la même source, réunissez-les en un seul, sous l’id de celle qui a déjà été lue.
problem-origin_missing = cette clé manque : un fichier de cette machine n’a pas de nom de site dont on puisse faire des identifiants
problem-origin_missing-advice = Écrivez le nom du site dont la liste tient lieu, et ce qui la distingue des autres listes de ce site, comme origin = "www.ville.example.fr/concertations" ; n’y touchez plus ensuite.
problem-origin_form = { $given ->
    [none] ce n’est pas un nom de site
   *[other] { $given } n’est pas un nom de site
}, suivi ou non d’un port et d’un chemin
problem-origin_form-advice = Écrivez-le sans https://, comme "participez.example.fr" ou "www.example.fr/liste.csv".
problem-ids_clash = « { $id } » fait ses identifiants de « { $origin } », comme la source « { $other } » : deux démarches de même numéro n’en feraient qu’une
problem-ids_clash-advice = Distinguez les deux sources : écrivez origin = "{ $distinct }" pour « { $id } », et n’y touchez plus.
problem-pattern_count = il faut un motif et un seul, parmi { $patterns }
problem-pattern_count-advice = Écrivez une règle pour chaque motif.
problem-entries_nowhere = seuls les flux et les calendriers ont des entrées entre lesquelles choisir
problem-entries_nowhere-advice = Retirez la règle ; « kinds » choisit entre les espaces d’une plateforme.
problem-appointments_nowhere = seuls les rendez-vous d’un calendrier se rattachent à des démarches publiées ailleurs
problem-appointments_nowhere-advice = Retirez la règle, ou corrigez « platform ».
problem-other_platform = seule une source avec platform = "{ $platform }" a cette clé
problem-other_platform-advice = Retirez-la, ou corrigez « platform ». { $platform ->
    [file] Un jeu de données a « fields ».
   *[other] Une liste a « columns ».
}

problem-dataset_missing = cette clé manque : un portail a beaucoup de jeux de données
problem-dataset_missing-advice = Écrivez l’identifiant du jeu de données, qui figure dans l’adresse de sa page : …/explore/dataset/IDENTIFIANT/
problem-dataset_form = { $given } n’est pas l’identifiant d’un jeu de données
problem-dataset_form-advice = Écrivez celui qui figure dans l’adresse de sa page : …/explore/dataset/IDENTIFIANT/
problem-fields_missing = cette table manque : chaque jeu de données a ses propres champs
problem-fields_missing-advice = Écrivez une table [sources.fields] avec au moins id, title et url, chacun étant le nom technique d’un champ.
problem-field_name = { $given } n’est pas le nom technique d’un champ : lettres sans accent, chiffres, « _ », « - » et « . » seulement
problem-field_name-advice = Écrivez-le comme sur la page du jeu de données, dans le portail.
problem-page_address = il faut un nom, ou une adresse où des noms sont entre accolades
problem-page_address-advice = Écrivez une adresse comme "https://www.example.fr/projet/{"{id}"}".
problem-status_half = « status » nomme le champ, et « statuses » dit ce que ses mots signifient : l’un ne sert à rien sans l’autre
problem-status_half-advice = Écrivez les deux, comme statuses = {"{ open = [\"ouvert\"], closed = [\"clos\"] }"}
problem-status_column_missing = cette table dit ce que signifient les mots d’une colonne, mais « status » ne nomme pas cette colonne
problem-status_column_missing-advice = Nommez-la, comme status = "État".
problem-column_name = ce n’est pas le nom d’une colonne
problem-column_name-advice = Écrivez le nom tel qu’il figure à la première ligne de la liste.
problem-column_twice = la colonne { $given } est déjà nommée par une autre clé
problem-column_twice-advice = Retirez l’une des deux clés : une colonne ne dit qu’une chose.

problem-consultations_too_few = il y a moins de deux démarches
problem-consultations_too_few-advice = Nommez chacune par son identifiant, ou par l’adresse de sa page.
problem-consultation_unnamed = { $given } ne désigne aucune démarche
problem-consultation_unnamed-advice = Écrivez son identifiant (un UUID), ou l’adresse de sa propre page, et non celle d’un site ou d’une liste.

export-loopback = « gateway.public_url » vaut { $url } : les flux et les calendriers y renverront. Écrivez l’adresse à laquelle les fichiers seront publiés.
