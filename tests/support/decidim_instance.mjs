// The content of the Decidim of the tests: a made-up commune, the same in every version, told as that version tells it.

const day = (n) => `2026-${String(3 + Math.floor(n / 28)).padStart(2, '0')}-${String((n % 28) + 1).padStart(2, '0')}`;

export const PROCESSES = 14;
export const MEETINGS = 118;

/** The root of everything that can be asked of version `0.minor`, which `declares` types by their names. */
export function instance({ minor, declares, tells, staleLink, undatedInitiative, unstable }) {
  const texts = (fr, en) => {
    const translations = [{ locale: 'fr', text: fr, machineTranslated: false }];
    if (en && minor >= 26) translations.unshift({ locale: 'en', text: en, machineTranslated: true });
    if (en && minor <= 25) translations.push({ locale: 'machine_translations', text: `{"en"=>"${en}"}` });
    // A form stored with an empty field.
    translations.push({ locale: 'es', text: minor >= 26 ? null : '', machineTranslated: true });
    return { translations };
  };
  const stepDate = (n) => (minor <= 27 ? day(n) : `${day(n)}T09:00:00+02:00`);
  const instant = (n) => `${day(n)}T18:30:00+02:00`;
  const told = (path) => (minor >= 32 ? `https://participez.example.fr/fr${path}` : `https://participez.example.fr${path}`);

  const scope = { id: '3', name: texts('Quartier des Forges'), parent: { id: '1', name: texts('Ville de Sauvelle'), parent: null } };
  const taxonomyRoot = { id: '40', name: texts('Territoires'), isRoot: true, parent: null };
  const taxonomy = { id: '43', name: texts('Quartier des Forges'), isRoot: false, parent: taxonomyRoot };

  const components = new Map();
  const component = (type, id, name, more = {}) => {
    const made = { __typename: type, id: String(id), name: texts(name), url: `http://localhost:3000/f/${id}`, ...more };
    components.set(made.id, made);
    return made;
  };

  const meeting = (id) => ({
    id: String(id),
    title: texts(`Atelier n° ${id}`, `Workshop no. ${id}`),
    description: texts(`<p>Rencontre ${id}, entrée libre.</p>`),
    startTime: instant(id % 60),
    endTime: `${day(id % 60)}T20:30:00+02:00`,
    address: `${id} rue des Forges`,
    location: texts('Salle des fêtes'),
    coordinates: id % 5 === 0 ? { latitude: null, longitude: null } : { latitude: 48.69 + id / 10000, longitude: 6.18 },
    privateMeeting: id === 7,
    transparent: false,
    closed: false,
    updatedAt: instant(1),
    typeOfMeeting: minor >= 32 ? 'HYBRID' : 'hybrid',
    isWithdrawn: id === 9,
    withdrawn: id === 9,
    url: told(`/processes/demarche-1/f/11/meetings/${id}`),
  });

  const connection = (rows, pass = 0) => ({ first, after }) => {
    const size = Math.min(first ?? 50, 50);
    const from = after ? Number(Buffer.from(after, 'base64').toString()) : 0;
    if (from === 0) pass += 1;
    // While rows are edited, what was on a later page comes again and something else is skipped.
    const shifted = pass <= unstable && from > 0 ? 2 : 0;
    const page = rows.slice(from - shifted, from - shifted + size);
    const to = from + page.length;
    return {
      edges: page.map((node) => ({ node })),
      pageInfo: { hasNextPage: to < rows.length, endCursor: page.length ? Buffer.from(String(to)).toString('base64').replace(/=+$/, '') : null },
    };
  };

  const meetings = Array.from({ length: MEETINGS }, (_, n) => meeting(n + 1));
  const groups = [1, 2].map((id) => ({ id: String(id), name: texts(`Commune ${id}`), title: texts(`Commune ${id}`) }));

  const processes = Array.from({ length: PROCESSES }, (_, n) => {
    const id = n + 1;
    const own = [
      component('Proposals', id * 100 + 1, 'Vos idées'),
      component('Surveys', id * 100 + 2, 'Questionnaire'),
      component('Accountability', id * 100 + 4, 'Suivi', { results: connection(id === 2 ? [{ id: '1' }] : []) }),
    ];
    if (id === 1) own.push(component('Meetings', 11, 'Rencontres', { meetings: connection(meetings) }));
    if (id === 3) own.push(component('Meetings', 31, 'Réunions', { meetings: connection([meeting(900)]) }));
    if (minor >= 30) own.push(null);
    const optional = [['Component', 'Un module'], ['CollaborativeTexts', 'Le texte'], ['Elections', 'Le vote']];
    optional.forEach(([type, name], n) => declares(type) && own.push(component(type, id * 100 + 5 + n, name)));
    const steps = [0, 1, 2].map((at) => ({
      id: String(id * 10 + at),
      position: at,
      active: at === 1,
      title: texts(`Étape ${at + 1}`, `Step ${at + 1}`),
      startDate: stepDate(id + at * 10),
      endDate: stepDate(id + at * 10 + 9),
    }));
    return {
      __typename: 'ParticipatoryProcess',
      id: String(id),
      type: 'Decidim::ParticipatoryProcess',
      slug: `demarche-${id}`,
      title: texts(`Démarche ${id}`, `Process ${id}`),
      subtitle: texts('Une démarche de la ville'),
      shortDescription: texts('<p>En bref</p>'),
      description: texts('<p>En long</p>'),
      startDate: day(id),
      endDate: id === 2 ? '2025-12-31' : day(id + 29),
      publishedAt: instant(id),
      promoted: id === 1,
      heroImage: minor <= 27 ? `/rails/active_storage/blobs/redirect/a${id}/image.jpg` : `https://participez.example.fr/rails/active_storage/disk/${Math.random()}/image.jpg`,
      localArea: texts('Les Forges'),
      metaScope: texts('Toute la ville'),
      participatoryProcessGroup: id % 2 ? groups[0] : null,
      // Out of order, as they may come.
      [minor >= 33 ? 'phases' : 'steps']: id === 2 ? steps.map((step) => ({ ...step, startDate: null, endDate: null })) : [steps[2], steps[0], steps[1]],
      components: own,
      scope: id <= 5 ? scope : null,
      taxonomies: id <= 5 ? [taxonomy] : [],
      stats: [
        { key: 'participants_count', name: 'participants_count', value: 40 + id },
        { key: 'proposals_count', name: 'proposals_count', value: 5 },
        { key: 'comments_count', name: 'comments_count', value: 7 },
      ],
      url: told(`/processes/demarche-${id}`),
      privateSpace: id === PROCESSES && minor === 31,
      accessMode: id === PROCESSES ? 'RESTRICTED' : 'OPEN',
    };
  });
  // Until 0.30 closed processes are not listed at all; later versions are kept honest by what they say.
  const listed = minor <= 30 ? processes.slice(0, -1) : processes;

  const initiatives = [1, 2, 3].map((id) => ({
    __typename: 'Initiative',
    id: String(id),
    type: 'Decidim::Initiative',
    title: texts(`Pétition ${id}`),
    description: texts('<p>Nous demandons…</p>'),
    signatureStartDate: undatedInitiative && id === 2 ? null : day(id),
    signatureEndDate: undatedInitiative && id === 2 ? null : day(id + 30),
    state: minor >= 30 ? 'open' : 'published',
    publishedAt: instant(id),
    onlineVotes: 10 * id,
    offlineVotes: 3,
    components: [component('Meetings', 5000 + id, 'Rencontres', { meetings: connection([]) })],
    scope,
    url: told(`/initiatives/i-${id}`),
  }));
  const conferences = [{
    __typename: 'Conference',
    id: '1',
    type: 'Decidim::Conference',
    slug: 'assises',
    title: texts('Les assises'),
    slogan: texts('Deux jours pour la ville'),
    startDate: day(20),
    endDate: day(21),
    publishedAt: instant(2),
    components: [],
    taxonomies: [taxonomy],
  }];
  const consultations = [{
    __typename: 'Consultation',
    id: '1',
    type: 'Decidim::Consultation',
    slug: 'gare',
    title: texts('Le nom de la gare'),
    startVotingDate: day(1),
    endVotingDate: day(12),
    resultsPublishedAt: day(15),
    publishedAt: instant(1),
    components: [],
    highlightedScope: scope,
  }];
  const area = { id: '9', name: texts('Sauvelle') };
  const link = (target) => ({ id: '1', name: 'included_participatory_processes', fromType: 'Decidim::Assembly', toType: 'Decidim::ParticipatoryProcess', participatorySpace: target });
  const council = {
    __typename: 'Assembly', id: '1', type: 'Decidim::Assembly', slug: 'conseil', title: texts('Ville de Sauvelle'), publishedAt: instant(1),
    components: [], area, taxonomies: [taxonomy], parent: null, linkedParticipatorySpaces: [link(processes[0]), link(processes[2])], privateSpace: false, accessMode: 'OPEN',
  };
  const district = {
    __typename: 'Assembly', id: '2', type: 'Decidim::Assembly', slug: 'forges', title: texts('Conseil des Forges'), publishedAt: instant(1),
    components: [], area: null, taxonomies: [], parent: council, linkedParticipatorySpaces: staleLink ? [link(null)] : [link(processes[1])], privateSpace: false, accessMode: 'OPEN',
  };
  const assemblies = [council, district];

  const byId = (list) => ({ id }) => list.find((item) => item.id === id) ?? null;
  return {
    decidim: { version: tells ?? (minor >= 30 ? null : `0.${minor}.3`), applicationName: 'Sauvelle participe' },
    deployment: { decidimVersion: `0.${minor}.5` },
    participatoryProcesses: listed,
    participatoryProcess: byId(listed),
    participatoryProcessGroups: groups,
    participatoryProcessGroup: byId(groups),
    initiatives,
    initiative: byId(initiatives),
    conferences,
    conference: byId(conferences),
    consultations,
    consultation: byId(consultations),
    assemblies,
    assembly: byId(assemblies),
    component: ({ id }) => components.get(id) ?? null,
  };
}
