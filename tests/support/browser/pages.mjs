// Every kind of page that the gateway has, by a name for the reports: found through its own interface, so that they are whatever is served.
import { told } from "./chromium.mjs";

/** Asks the gateway, as a program would. */
async function listed(query) {
  const answer = await fetch(new URL(`/api/v1/consultations?limit=200&${query}`, told.address));
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
  const { items } = await answer.json();
  if (!items.length) throw new Error(`nothing to show: ${answer.url}`);
  return items;
}

/** The one with the most of something. */
async function most(query, amount) {
  return (await listed(query)).reduce((best, item) => (amount(item) > amount(best) ? item : best));
}

const title = ({ title }) => Object.values(title)[0];

const page = (item) => `/consultations/${item.id}`;

/** `[name, path, status]` of each page in the gateway's own language. */
export async function pages() {
  const [open, closed, results, unknown, upcoming, meetings, long] = await Promise.all([
    most("status=open", (item) => item.phases_count),
    most("status=closed", (item) => item.phases_count),
    most("status=results", (item) => item.phases_count),
    most("status=unknown", (item) => item.phases_count),
    most("status=upcoming", (item) => item.phases_count),
    most("", (item) => item.meetings_count),
    most("sort=closing", (item) => title(item).length),
  ]);
  return [
    ["portal", "/"],
    ["portal filtered", "/?territory=245400676&status=open,upcoming,closed&sort=recent"],
    ["portal near", "/?near=54395&radius=10&q=jardin"],
    ["portal of everything", "/?status=upcoming,open,paused,closed,results,unknown&limit=100"],
    ["portal empty", "/?q=xylophone"],
    ["portal refused", "/?statut=open", 400],
    ["nowhere", "/nulle-part", 404],
    ["open", page(open)],
    ["closed", page(closed)],
    ["results", page(results)],
    ["undated", page(unknown)],
    ["upcoming", page(upcoming)],
    ["many meetings", page(meetings)],
    ["long title", page(long)],
    ...(told.withdrawn ? [["withdrawn", `/consultations/${told.withdrawn}`, 410]] : []),
    ["agenda", "/agenda"],
    ["agenda of a day", "/agenda?view=day"],
    ["agenda of a week", "/agenda?view=week"],
    ["agenda of a month", "/agenda?view=month"],
    ["agenda empty", "/agenda?view=week&from=2040-01-02"],
    ["subscribe", "/subscribe"],
    ["subscribe filtered", "/subscribe?concerns=54498&status=open,upcoming"],
    ["status", "/status"],
    ["about", "/about"],
    ["numbers", "/numbers"],
    ["reference", "/api/docs"],
    ["embed", "/embed?concerns=54498"],
    ["embed compact", "/embed?territory=54395&view=compact&limit=3"],
    ["embed calendar", "/embed?view=calendar"],
  ].map(([name, path, status = 200]) => ({ name, path, status }));
}

/** The same page in another language. */
export function inLanguage(path, language) {
  return language === "fr" ? path : `${path}${path.includes("?") ? "&" : "?"}lang=${language}`;
}
