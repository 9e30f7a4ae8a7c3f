// What a page can do without, and is better with: a map of what has a place, the position of the reader, printing, copying an address. It asks no host but the
// page's own, keeps nothing, and where it fails the page is as it was.

const root = new URL("../", import.meta.url);
// The id of no consultation: the page says with it how the addresses of consultations are made.
const NOBODY = "00000000-0000-0000-0000-000000000000";

for (const button of document.querySelectorAll("[data-near]")) {
  if (!("geolocation" in navigator)) continue;
  button.hidden = false;
  let asked = false;
  button.addEventListener("click", () => {
    // Disabling the button would take the focus away from whoever uses the keyboard.
    if (asked) return;
    asked = true;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        // A hundred metres are enough, and the address may be shared.
        const place = document.getElementById("place");
        place.name = "near";
        place.value = `${coords.latitude.toFixed(3)},${coords.longitude.toFixed(3)}`;
        place.form.requestSubmit();
      },
      () => {
        const note = document.createElement("p");
        note.className = "note";
        note.setAttribute("role", "alert");
        note.textContent = button.dataset.refused;
        button.replaceWith(note);
        document.getElementById("place").focus();
      },
      { timeout: 10_000, maximumAge: 600_000 },
    );
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// What a screen reader says without the focus going there.
const said = document.createElement("p");
said.className = "hidden";
said.setAttribute("role", "status");

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  document.body.append(said);
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(text.textContent);
    } catch {
      // Refused: what is to be copied is there, marked.
      getSelection().selectAllChildren(text);
      return;
    }
    if (button.textContent === button.dataset.done) return;
    const label = [...button.childNodes];
    button.replaceChildren(button.dataset.done);
    said.textContent = button.dataset.done;
    setTimeout(() => {
      button.replaceChildren(...label);
      said.textContent = "";
    }, 2000);
  });
}

for (const button of document.querySelectorAll("[data-map]")) {
  button.hidden = false;
  button.addEventListener("click", () => toggle(button));
}

let drawing = false;

async function toggle(button) {
  if (drawing) return;
  let map = document.getElementById("map");
  if (map) {
    map.closest("figure").hidden = !map.closest("figure").hidden;
    button.setAttribute("aria-expanded", String(!map.closest("figure").hidden));
    return;
  }
  drawing = true;
  try {
    const [, answer] = await Promise.all([
      import(new URL("assets/leaflet.js", root)),
      fetch(new URL(button.dataset.map, document.baseURI)),
      style(new URL("assets/leaflet.css", root)),
    ]);
    if (!answer.ok) throw new Error(String(answer.status));
    const points = await answer.json();
    const figure = document.createElement("figure");
    const caption = document.createElement("figcaption");
    caption.className = "soft small";
    caption.textContent = button.dataset.hint;
    map = document.createElement("div");
    map.id = "map";
    map.setAttribute("role", "region");
    map.setAttribute("aria-label", button.textContent);
    figure.append(map, caption);
    button.closest(".bar").after(figure);
    const page = (id) => new URL(button.dataset.page.replace(NOBODY, id), document.baseURI);
    draw(globalThis.L, map, points, button.dataset, page);
    button.setAttribute("aria-expanded", "true");
  } catch {
    // The list says the same.
    button.setAttribute("aria-disabled", "true");
    button.append(" ✕");
  } finally {
    drawing = false;
  }
}

function style(address) {
  return new Promise((done, failed) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = address;
    link.onload = done;
    link.onerror = failed;
    document.head.append(link);
  });
}

// Points that share a place share a circle, whose card lists them all.
function draw(L, element, points, words, page) {
  const map = L.map(element, { attributionControl: false, zoomControl: false, scrollWheelZoom: false, minZoom: 4, maxZoom: 16 });
  L.control.zoom({ zoomInTitle: words.closer, zoomOutTitle: words.farther }).addTo(map);
  // Who opens a card by the keyboard is in it, and comes back to its point.
  let left;
  map.on("popupopen", ({ popup }) => {
    popup.getElement().querySelector(".leaflet-popup-close-button").setAttribute("aria-label", words.close);
    left = element.contains(document.activeElement) ? document.activeElement : undefined;
    popup.getElement().querySelector("a").focus({ preventScroll: true });
  });
  map.on("popupclose", () => left?.focus({ preventScroll: true }));
  element.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    map.closePopup();
    map.eachLayer((layer) => layer.closeTooltip?.());
  });
  if (words.tiles) {
    // Leaflet takes whom a map is owed to as HTML; what the operator wrote is text.
    const owed = document.createElement("span");
    owed.textContent = words.owed;
    L.control.attribution({ prefix: false }).addAttribution(owed.innerHTML).addTo(map);
    L.tileLayer(words.tiles, { maxZoom: 19 }).addTo(map);
  }
  const places = new Map();
  for (const feature of points.features) {
    const key = feature.geometry.coordinates.join(",");
    places.set(key, [...(places.get(key) ?? []), feature]);
  }
  const [bounds, circles] = [[], []];
  for (const features of places.values()) {
    const [longitude, latitude] = features[0].geometry.coordinates;
    bounds.push([latitude, longitude]);
    const circle = L.circleMarker([latitude, longitude], {
      radius: 8 + Math.min(features.length, 8),
      className: "point",
    });
    const list = document.createElement("ul");
    list.className = "plain";
    for (const { properties } of features) {
      const link = document.createElement("a");
      link.href = page(properties.id);
      link.textContent = properties.title;
      const item = document.createElement("li");
      item.append(link);
      list.append(item);
    }
    // A card is no wider than the map of a phone, with its own edges.
    circle.bindPopup(list, { maxHeight: 240, maxWidth: Math.min(300, element.clientWidth - 90) });
    const titles = features.map(({ properties }) => properties.title).join(" · ").slice(0, 120);
    circle.bindTooltip(titles);
    circle.addTo(map);
    circles.push([circle, titles]);
  }
  if (bounds.length) map.fitBounds(bounds, { padding: [30, 30], maxZoom: 13 });
  else map.setView([46.6, 2.4], 5);
  // They are drawn once the map shows a place.
  for (const [circle, titles] of circles) {
    circle.getElement()?.setAttribute("role", "button");
    circle.getElement()?.setAttribute("aria-label", titles);
  }
}
