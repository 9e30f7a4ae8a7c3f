// Tells the page around the frame how high the frame should be: whenever that changes, and when asked. Whoever is around may know it.

const tell = () => {
  const { height } = document.documentElement.getBoundingClientRect();
  parent.postMessage({ type: "passerelle:height", height: Math.ceil(height) }, "*");
};

if (parent !== window) {
  new ResizeObserver(tell).observe(document.documentElement);
  addEventListener("message", ({ data }) => {
    if (data?.type === "passerelle:measure") tell();
  });
}
