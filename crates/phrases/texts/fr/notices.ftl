### Notices about a source. In French.

# Ce qui s’est passé à une source. `reason-CODE` est pour tout le monde, `reason-CODE-ask` se copie dans un courriel à l’équipe de la plateforme,
# `reason-CODE-detail` est pour l’équipe du site. Ce qui entre dans une liste commence par une minuscule et n’a pas de point.

reason-to-ask = À demander à l’équipe de la plateforme : « { $ask } »
reason-separator = {"\u00A0;"}
reason-quoted = « { $text } »
reason-item = { $place } : { $why }
reason-with-detail = { $sentence } ({ $detail })
reason-size-bytes = { $number } octets
reason-size-kb = { $number } ko
reason-size-mb = { $number } Mo
reason-place-line = ligne { $number }
reason-place-entry = entrée n° { $number }
reason-place-change = changement { $number }
reason-place-event = événement du { $day }
reason-word-everything = l’ensemble
reason-word-texts = les textes
reason-word-dates = les dates
reason-word-phases = les étapes
reason-word-modalities = les fonctionnalités et leurs réunions
reason-word-image = l’image
reason-word-state = l’état
reason-word-counts = les nombres
reason-word-results = les résultats

reason-withdrawals_held = Depuis le { $since }, il manque { $consultations ->
    [0] { $meetings ->
        [one] { $meetings-shown } réunion à venir
       *[other] { $meetings-shown } réunions à venir
    }, alors que { $meetings ->
        [one] sa démarche est toujours annoncée
       *[other] leurs démarches sont toujours annoncées
    }
    [one] { $consultations-shown } démarche{ $meetings ->
        [0] {""}
       *[other] {" "}et { $meetings-shown } réunions à venir
    }
   *[other] { $consultations-shown } démarches{ $meetings ->
        [0] {""}
       *[other] {" "}et { $meetings-shown } réunions à venir
    }
} : rien n’est retiré ni annoncé comme annulé, tout reste affiché en attendant une décision.
reason-withdrawals_held-ask = Depuis le { $since }, une grande partie de ce que publiait votre plateforme n’y apparaît plus. Est-ce voulu ?
reason-withdrawals_held-detail = C’est plus du tiers de la source. Regardez d’abord ce qui s’est passé sur la plateforme : ce qui y revient n’appelle rien de votre part. Si tout cela a vraiment disparu, et seulement alors, confirmez-le : passerelle poll --source { $source } --confirm-withdrawals

reason-host_moved = { $by ->
    [origin] Cette source annonce sous une autre adresse { $count ->
        [one] { $count-shown } démarche déjà connue
       *[other] { $count-shown } démarches déjà connues
    } : rien n’est publié en double et rien n’est retiré, en attendant une décision.
   *[other] La plateforme répond à l’adresse { $to }, et elle y est lue.
}
reason-host_moved-detail = { $by ->
    [origin] Les identifiants connus sont faits de « { $former } »{ $owner ->
        [none] {""}
       *[other] {" "}par la source « { $owner } », qui n’est plus configurée
    }. Si la plateforme a changé d’adresse, écrivez origin = "{ $former }" pour « { $source } » : chaque identifiant reste ce qu’il était. S’il s’agit vraiment d’autres démarches, et seulement alors, confirmez-le : passerelle poll --source { $source } --confirm-withdrawals
    [host] Mettez url = "{ $to }", et origin = "{ $former }" (l’ancien nom d’hôte) pour que rien ne passe pour nouveau.
   *[other] Mettez url = "{ $to }" pour éviter une redirection.
}

reason-identity_collision = { $count ->
    [one] { $count-shown } démarche de cette source n’est pas affichée : la source « { $owner } » en a une autre sous le même identifiant, qui reste affichée.
   *[other] { $count-shown } démarches de cette source ne sont pas affichées : la source « { $owner } » en a d’autres sous les mêmes identifiants, qui restent affichées.
}
reason-identity_collision-detail = Clés en cause : { $keys }. Pour distinguer les deux sources, écrivez origin = "{ $origin }" pour « { $source } », et n’y touchez plus.

reason-records_rejected = { $count ->
    [one] { $count-shown } entrée de cette source ne peut pas être relayée.
   *[other] { $count-shown } entrées de cette source ne peuvent pas être relayées.
}
reason-records_rejected-ask = Voici ce qui empêche de relayer une partie de ce que vous publiez : { $records }.
reason-key_unusable = la clé manque, ou elle est trop longue
reason-key_unusable-detail = clé { $key }
reason-page_refused = l’adresse ne peut pas être relayée : il faut http ou https, et ni page personnelle, ni jeton, ni courriel, ni numéro de téléphone
reason-page_refused-detail = clé { $key }
reason-text_missing = il n’y a ni titre ni texte
reason-text_missing-detail = clé { $key }
reason-territory_code_unknown = { $title ->
    [none] {""}
   *[other] « { $title } », {""}
}aucun territoire ne porte le code indiqué : corrigez-le, ou écrivez le nom
reason-territory_code_unknown-detail = clé { $key }
reason-territory_name_unknown = { $title ->
    [none] {""}
   *[other] « { $title } », {""}
}aucun territoire, ou plusieurs, ne porte le nom indiqué{ $name ->
    [none] {""}
   *[other] {" "}(« { $name } », proche de { $alike })
} : écrivez son code INSEE ou son SIREN
reason-territory_name_unknown-detail = clé { $key }

reason-partial_answer = { $part ->
    [feed_end] Le flux s’arrête avant sa fin, ou compte plus de 2000 entrées : ce qui en a été lu est relayé, et rien n’est retiré.
    [in_turns] Il y a trop à lire en une fois : la suite est lue aux prochains passages, et ce qui était connu reste affiché.
    [assembly_links] Il y a trop à lire en une fois : la suite est lue aux prochains passages, et ce qui était connu reste affiché.
    [petition_dates] Il y a trop à lire en une fois : la suite est lue aux prochains passages, et ce qui était connu reste affiché.
    [too_many_meetings] Il y a trop de réunions à lire en une fois : la suite est lue aux prochains passages, et celles qui étaient connues restent affichées.
    [origins] { $count ->
        [one] { $count-shown } démarche dont l’autre passerelle ne dit pas d’où elle vient n’est pas relayée.
       *[other] { $count-shown } démarches dont l’autre passerelle ne dit pas d’où elles viennent ne sont pas relayées.
    }
    [parts] Une partie d’une démarche n’a pas pu être lue ({ $parts }) ; ce qui en était connu reste affiché.
    [meetings] Des réunions n’ont pas pu être lues ; celles qui étaient connues restent affichées.
    [events] Des réunions n’ont pas pu être lues ; celles qui étaient connues restent affichées.
    [counts] Les nombres de contributions et de participants n’ont pas pu être lus ; ceux qui étaient connus restent affichés.
   *[other] Une partie de ce que publie cette plateforme n’a pas pu être lue ; ce qui en était connu reste affiché.
}
reason-partial_answer-ask = { $part ->
    [feed_end] Votre flux s’arrête avant sa fin, ou compte plus de 2000 entrées. Pouvez-vous le faire vérifier, par exemple sur https://validator.w3.org/feed/ ?
    [one_by_one] Votre plateforme renvoie une erreur quand on lit une liste entière par son API. Pouvez-vous en faire chercher la cause dans les journaux du serveur ?
    [parts] Votre plateforme renvoie une erreur quand on lit une partie d’une démarche par son API. Pouvez-vous en faire chercher la cause dans les journaux du serveur ?
    [space] Votre plateforme renvoie une erreur quand on lit une démarche par son API. Pouvez-vous en faire chercher la cause dans les journaux du serveur ?
    [fields] Votre plateforme renvoie une erreur quand on lit certaines données par son API. Pouvez-vous en faire chercher la cause dans les journaux du serveur ?
   *[other] {""}
}
reason-partial_answer-detail = { $part ->
    [list] La liste « { $list } » n’est pas venue entière.
    [one_by_one] La liste « { $list } » ne s’obtient pas d’un seul tenant : ce qui y manque est demandé un par un.
    [in_turns] De « { $list } », { $count-shown } sont à demander un par un, à tour de rôle.
    [parts] Il s’agit de { $space }.
    [space] Il s’agit de { $space } : { $fault ->
        [form] la réponse n’a pas la forme attendue
        [another] la plateforme répond par un autre espace
       *[other] la plateforme échoue sur lui comme sur la liste qui le contient
    }.
    [assemblies] La liste des assemblées n’a pas pu être lue.
    [assembly_links] Il reste des assemblées dont les liens sont à demander un par un.
    [petition_dates] Il reste des pétitions dont les dates sont à demander une par une.
    [attachments] Ce à quoi les concertations sont rattachées n’a pas pu être lu : ce qui en est connu tient.
    [fields] Dans le document « { $document } », la plateforme échoue sur { $fields } : le reste est demandé sans.
    [meetings] Il s’agit du composant { $component } de { $space }. { $why }
    [feed_end] {""}
    [too_many_meetings] {""}
    [origins] {""}
   *[other] { $why ->
        [none] La plateforme échoue sur une partie de ses réponses.
       *[other] { $why }
    }
}

reason-bad_dates = { $count ->
    [one] { $count-shown } date illisible est laissée de côté.
   *[other] { $count-shown } dates illisibles sont laissées de côté.
}
reason-stray_text = Un texte étranger, souvent le message d’erreur d’un programme, accompagne ce que publie cette source ; le reste a été lu.
reason-stray_text-ask = Un message de programme précède ou suit ce qu’envoie votre site à cette adresse, et d’autres lecteurs peuvent le refuser. Pouvez-vous faire regarder le début et la fin de la réponse ?

reason-entries_unreadable = { $in ->
    [list] { $count ->
        [one] { $count-shown } entrée de la liste ne peut pas être lue : ce qui en était connu reste affiché, et rien n’est retiré tant qu’elle n’est pas corrigée.
       *[other] { $count-shown } entrées de la liste ne peuvent pas être lues : ce qui en était connu reste affiché, et rien n’est retiré tant qu’elles ne sont pas corrigées.
    }
    [feed] { $count ->
        [one] { $count-shown } entrée du flux est mal formée et n’a pas été lue.
       *[other] { $count-shown } entrées du flux sont mal formées et n’ont pas été lues.
    }
   *[other] { $count ->
        [one] { $count-shown } changement annoncé par l’autre passerelle ne peut pas être lu ; ce qui en était connu reste affiché.
       *[other] { $count-shown } changements annoncés par l’autre passerelle ne peuvent pas être lus ; ce qui en était connu reste affiché.
    }
}
reason-entries_unreadable-ask = { $in ->
    [list] À corriger dans la liste : { $entries }.
    [feed] Des entrées de votre flux sont mal formées{ $entries ->
        [none] {""}
       *[other] {" "}({ $entries })
    }. Pouvez-vous le faire vérifier, par exemple sur https://validator.w3.org/feed/ ?
   *[other] Notre passerelle ne sait pas lire certains changements de la vôtre ({ $places }). Sont-elles toutes deux à jour ?
}

reason-being_written = La liste est en cours d’enregistrement : ce qui en a été lu reste affiché, et elle sera relue au prochain passage.
reason-columns_unknown = Des colonnes de la liste ne sont pas lues, car leurs noms ne disent rien de connu.
reason-columns_unknown-ask = Colonnes dont le nom n’est pas reconnu : { $columns }.
reason-column_unknown = « { $name } »{ $near ->
    [none] {""}
   *[other] {" "}(peut-être « { $near } »)
}
reason-known_by_title = { $count ->
    [one] { $count-shown } entrée de la liste n’a ni identifiant ni lien : elle est reconnue à son titre, et un titre modifié en ferait une autre démarche.
   *[other] { $count-shown } entrées de la liste n’ont ni identifiant ni lien : elles sont reconnues à leur titre, et un titre modifié en ferait d’autres démarches.
}
reason-known_by_title-ask = Pouvez-vous donner un identifiant (colonne « id ») à : { $places } ?
reason-without_page = { $count ->
    [one] { $count-shown } entrée de la liste n’a pas de page à elle, et mène à { $home }
   *[other] { $count-shown } entrées de la liste n’ont pas de page à elles, et mènent à { $home }
}
reason-without_page-ask = Pouvez-vous indiquer l’adresse de la page (colonne « lien ») pour : { $places } ?
reason-cell_wrong = « { $column } »{ $value ->
    [none] {""}
   *[other] {" "}(« { $value } »)
} doit être { $wanted ->
    [yes_or_no] oui ou non
    [count] un nombre entier
    [state] à venir, ouverte ou terminée
    [level] un de ces niveaux : { $words }
    [modality] une de ces modalités : { $words }
    [address] une adresse web comme https://www.example.fr/plu
    [degrees] un nombre de degrés comme 43.8367
    [point] une latitude et une longitude comme 43.8367, 4.3601
    [territory] le nom d’une commune, ou un code : INSEE (30189), SIREN (243000643), dep-30 ou reg-76
    [day] un jour comme 31/12/2026 ou 2026-12-31
    [time] une heure comme 18:30 ou 18h30
    [end_time] une heure comme 20:30
   *[other] une heure comme 20:30, ou un jour comme 31/12/2026
}
reason-title_missing = il n’y a pas de titre (« { $column } »)
reason-entry_twin = { $by ->
    [id] même « { $column } » que { $first }
    [address] même adresse que { $first }
   *[other] même titre que { $first }
} (donnez à chacune son propre « { $column } »)
reason-end_before_beginning = « { $end } » ne doit pas précéder « { $beginning } »
reason-meeting_undated = une réunion n’a pas de date (« { $column } »)
reason-meeting_end_alone = une réunion a une heure de fin (« { $end } ») et pas d’heure de début (« { $beginning } », ou 31/12/2026 18:30)
reason-cell_is_table = « { $column } » contient un tableau, là où il faut un texte
reason-not_a_table = { $what ->
    [meeting] une réunion n’est pas un tableau
   *[other] ce n’est pas un tableau
}
reason-quote_unclosed = un guillemet ouvert ici n’est jamais fermé : la suite n’est pas lue
reason-line_cut = le fichier s’arrête au milieu de cette ligne
reason-cells_too_many = il y a plus de cellules que de colonnes : un texte qui contient le séparateur se met entre guillemets

reason-several_feeds = La page annonce { $count-shown } flux ; celui de { $to } est lu.
reason-several_feeds-detail = Pour en lire un autre, mettez son adresse dans url.
reason-entries_without_page = { $count ->
    [one] { $count-shown } entrée du flux ne mène à aucune page qui lui soit propre, et ne peut pas être relayée.
   *[other] { $count-shown } entrées du flux ne mènent à aucune page qui leur soit propre, et ne peuvent pas être relayées.
}
reason-entries_without_page-ask = Pouvez-vous donner à chaque entrée de votre flux l’adresse de sa page ?{ $titles ->
    [none] {""}
   *[other] {" "}Elle manque à : { $titles }.
}
reason-dates_unreadable = { $count ->
    [one] { $count-shown } entrée du flux donne sa date d’une façon illisible, et est relayée sans elle.
   *[other] { $count-shown } entrées du flux donnent leur date d’une façon illisible, et sont relayées sans elle.
}
reason-dates_unreadable-ask = Pouvez-vous écrire les dates de votre flux comme 2026-11-23T14:30:00+01:00 ?{ $dates ->
    [none] {""}
   *[other] {" "}On y lit aujourd’hui : { $dates }.
}
reason-entry_malformed = mal formée{ $title ->
    [none] {""}
   *[other] {" "}(« { $title } »)
}

reason-calendar_cut_short = Le calendrier s’arrête au milieu, ou dépasse la taille d’un agenda : ce qui y manque reste affiché comme avant.
reason-calendar_cut_short-ask = Votre calendrier s’arrête au milieu d’un événement, ou sa taille est excessive. Pouvez-vous le faire regarder ?
reason-text_before_calendar = Un texte étranger, souvent le message d’erreur d’un programme, précède le calendrier ; celui-ci a été lu.
reason-text_before_calendar-ask = Un message de programme précède votre calendrier, et d’autres agendas peuvent le refuser. Pouvez-vous faire regarder le début de la réponse ?
reason-events_unreadable = { $count ->
    [one] { $count-shown } événement du calendrier ne peut pas être lu.
   *[other] { $count-shown } événements du calendrier ne peuvent pas être lus.
}
reason-events_unreadable-ask = L’événement n° { $number-shown } de votre calendrier { $fault ->
    [start] n’a pas de début lisible (DTSTART)
   *[other] est mal formé
}. Pouvez-vous le corriger ?
reason-events_private = { $count ->
    [one] { $count-shown } événement est marqué privé ou confidentiel, et n’est pas relayé.
   *[other] { $count-shown } événements sont marqués privés ou confidentiels, et ne sont pas relayés.
}
reason-time_zone_unknown = { $count ->
    [one] { $count-shown } événement est dans un fuseau horaire que rien ne définit : il est lu dans celui du calendrier, à défaut dans celui de la source.
   *[other] { $count-shown } événements sont dans un fuseau horaire que rien ne définit : ils sont lus dans celui du calendrier, à défaut dans celui de la source.
}
reason-time_zone_unknown-detail = Si les heures sont fausses, corrigez timezone.
reason-repetitions_not_computed = { $count ->
    [one] { $count-shown } événement se répète selon une règle illisible, trop longue à calculer ou d’un autre calendrier : toutes ses dates ne sont pas données.
   *[other] { $count-shown } événements se répètent selon une règle illisible, trop longue à calculer ou d’un autre calendrier : toutes leurs dates ne sont pas données.
}
reason-events_too_many = { $count ->
    [one] { $count-shown } événement est laissé de côté, car il y en a trop.
   *[other] { $count-shown } événements sont laissés de côté, car il y en a trop.
}
reason-events_too_many-detail = Les plus proches sont relayés. Pour choisir lesquels, écrivez des règles [[sources.include]].

reason-too_many_records = Le jeu de données compte { $count-shown } enregistrements ; les { $read-shown } premiers sont lus.
reason-too_many_records-detail = Pour choisir lesquels, écrivez where.
reason-key_shared = { $count ->
    [one] { $count-shown } enregistrement a la clé d’un autre, et n’est pas relayé.
   *[other] { $count-shown } enregistrements ont la clé d’un autre, et ne sont pas relayés.
}
reason-key_shared-detail = fields.id doit nommer un champ que deux enregistrements ne partagent jamais ; ce n’est pas le cas de « { $field } ».
reason-values_unreadable = { $count ->
    [one] { $count-shown } valeur illisible est laissée de côté.
   *[other] { $count-shown } valeurs illisibles sont laissées de côté.
}
reason-values_unreadable-detail = Vérifiez que les champs contiennent ce que dit fields : { $fields }.
reason-field_values = { $count ->
    [one] { $count-shown } valeur
   *[other] { $count-shown } valeurs
}
reason-field_values-detail = champ « { $field } »
reason-records_lacking = { $count ->
    [one] { $count-shown } enregistrement sans clé, sans titre ou sans adresse n’est pas relayé.
   *[other] { $count-shown } enregistrements sans clé, sans titre ou sans adresse ne sont pas relayés.
}
reason-records_lacking-detail = La clé est lue dans « { $key } », le titre dans « { $title } ».
reason-statuses_unknown = Des états de démarches ne sont pas reconnus : { $words }.
reason-statuses_unknown-detail = Dites dans fields.statuses ce qu’ils signifient.

reason-links_follow = Il y a trop de projets pour lire les réunions de chacun en une fois : la suite est lue aux prochains passages.
reason-language_refused = La plateforme ne répond pas dans la langue « { $language } ».
reason-language_refused-ask = Pouvez-vous activer la langue « { $language } » sur votre plateforme (fonction « multilangue ») ?
reason-language_refused-detail = Sinon, languages ne doit nommer pour cette source que les langues qu’elle parle.
reason-projects_without_page = { $count ->
    [one] { $count-shown } projet sans page sur la plateforme (il est sur un autre site, ou n’a pas d’étape) n’est pas relayé.
   *[other] { $count-shown } projets sans page sur la plateforme (ils sont sur un autre site, ou n’ont pas d’étape) ne sont pas relayés.
}

reason-capabilities-stage = { $stage ->
    [development] {" "}(en développement)
   *[none] {""}
}
reason-capabilities = La plateforme répond comme { $version ->
    [none] { $first ->
        [none] { $nearest ->
            [none] Decidim
           *[other] Decidim, au plus près de la version { $nearest }{ reason-capabilities-stage } : une version plus récente que celles qui sont connues ici, ou adaptée
        }
       *[other] Decidim { $first } à { $last }{ reason-capabilities-stage }, sans dire laquelle
    }
   *[other] Decidim { $version }{ reason-capabilities-stage }
} ; { $count ->
    [0] elle a tout ce qui peut être lu ici.
    [one] il lui manque un des éléments que d’autres versions permettent de lire.
   *[other] il lui manque { $count-shown } des éléments que d’autres versions permettent de lire.
}
reason-capabilities-detail = { $missing ->
    [none] {""}
   *[other] Ne lui sont pas demandés : { $missing }.
}
reason-fields_unknown = La plateforme ne dit pas ce qui lui manque : on ne lui demande que ce qu’a toute version de Decidim.
reason-stale_link = Une assemblée renvoie à un contenu supprimé, et ses liens ne peuvent pas être lus.
reason-stale_link-ask = Une assemblée de votre plateforme renvoie à un contenu supprimé. Pouvez-vous l’enregistrer à nouveau dans l’administration ?
reason-stale_link-detail = Il s’agit de l’assemblée { $assembly }.
reason-meetings_unsettled = Des réunions ont changé pendant qu’elles étaient lues : celles qui manquent restent affichées comme avant.
reason-meetings_unsettled-detail = Il s’agit du composant { $component }.
