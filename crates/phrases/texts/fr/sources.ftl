### The page about the sources. In French.

## Health of the sources

sources-title = État des sources
sources-copied = Cette copie du site a été faite le { $day }.
sources-none = Aucune source n’est configurée.
source-relayed = { $count ->
    [0] Aucune démarche relayée
    [one] { $shown } démarche relayée
   *[other] { $shown } démarches relayées
}
sources-all-well = Toutes les sources sont à jour.
sources-troubled = { $count ->
    [one] { $shown } source sur { $all } n’est pas entièrement à jour.
   *[other] { $shown } sources sur { $all } ne sont pas entièrement à jour.
}
sources-held = { $count ->
    [one] { $shown } source attend une décision.
   *[other] { $shown } sources attendent une décision.
}
sources-unknown = { $count ->
    [one] { $shown } source n’a pas encore été interrogée.
   *[other] { $shown } sources n’ont pas encore été interrogées.
}
sources-nothing-lost = Rien n’est perdu : ce qui était connu reste affiché, et chaque source est interrogée de nouveau d’elle-même.
sources-for-team = Pour l’équipe du site : { $command } donne le détail et ce qu’il faut faire, où ID est l’identifiant écrit sous le nom de la source.
health-held = En attente de décision
health-unknown = Jamais interrogée
health-healthy = À jour
health-degraded = Partielle
health-failing = En erreur
source-team = Pour l’équipe du site
source-last-success = Dernière lecture complète le { $at }
source-never = Jamais lue en entier jusqu’ici
source-troubled-since = Problème depuis le { $at }
source-next = Prochaine lecture prévue le { $at }
twins-title = Doublons possibles
twins-none = Aucun doublon n’est soupçonné.
twins-text = Ces consultations de sources différentes se ressemblent. Elles restent affichées deux fois tant que personne n’a décidé ; la décision s’envoie à POST /admin/duplicates ou s’écrit dans la configuration.
twins-text-files = Ces consultations de sources différentes se ressemblent. Elles restent affichées deux fois tant que personne n’a décidé.
twins-here = ici
twins-score = Ressemblance : { $score } sur 100 ({ $why })
likeness-same_title = même titre
likeness-similar_title = titres proches
likeness-same_territory = même territoire
likeness-nested_territory = un territoire dans l’autre
likeness-same_dates = mêmes dates
likeness-overlapping_dates = dates qui se recouvrent
likeness-unknown_dates = dates inconnues
