// Icons drawn for this project: 24 × 24, one stroke width. They repeat what a word beside them says, so they are hidden
// from a reader's voice.

import { svg } from "/shared/js/h.js";

const kPaths = {
  overview: ["M4 13.5a8 8 0 1 1 16 0", "M12 13.5 15.5 9", "M4 18.500h16"],
  queue: ["M6 4h9l4 4v12H6Z", "M14.5 4v4.500H19", "m9 14 2.2 2.200L15.5 12"],
  stations: ["M4 11 12 4l8 7", "M6 10v10h12V10", "M10 20v-5h4v5"],
  tick: ["m5 12.5 4.5 4.500L19 7.5"],
  tick_circle: ["M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z", "m8 12.3 2.8 2.800L16 9.7"],
  alert: ["M12 4 2.8 20h18.400Z", "M12 10v4.5", "M12 17.300v.1"],
  part: ["M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z", "M12 3a9 9 0 0 1 0 18Z|solid"],
  diamond: ["M12 3 21 12 12 21 3 12Z", "M12 8.500v4.5", "M12 15.800v.1"],
  cross: ["m6 6 12 12", "M18 6 6 18"],
  back: ["M15 5 8 12l7 7"],
  return: ["M9 6 4 11l5 5", "M4 11h10a6 6 0 0 1 6 6v2"],
  forward: ["m15 6 5 5-5 5", "M20 11H10a6 6 0 0 0-6 6v2"],
  down: ["M12 5v13", "m6.5 12.5 5.5 5.5 5.5-5.5"],
  clock: ["M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z", "M12 7v5.500l3.5 2"],
  live: ["M12 13.300v.1", "M8 16.500a6 6 0 0 1 0-8.5", "M16 8a6 6 0 0 1 0 8.5", "M5 19.500a10.3 10.3 0 0 1 0-14.5",
    "M19 5a10.3 10.3 0 0 1 0 14.5"],
  offline: ["M4 4l16 16", "M7 17h9.5", "M19.5 15.500A4 4 0 0 0 17 9.5 6 6 0 0 0 10 6", "M7 17a4.5 4.5 0 0 1-1-8.8"],
  lock: ["M6 11h12v9H6Z", "M8.5 11V8a3.5 3.5 0 0 1 7 0v3"],
  person: ["M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Z", "M4.5 20.500a7.5 7.5 0 0 1 15 0"],
  work: ["M4 8h16v11H4Z", "M9 8V5h6v3", "M4 13h16"],
  pen: ["M4 20l1-4.500L16 4.500l3.5 3.500L8.5 19Z", "M13.5 7l3.5 3.5"],
  shield: ["M12 3l8 3v6c0 4.5-3.5 7.5-8 9-4.5-1.5-8-4.5-8-9V6Z", "m8.8 12 2.3 2.3 4.2-4.3"],
  copies: ["M8 8h12v12H8Z", "M16 8V4H4v12h4"],
  history: ["M4.5 9A8 8 0 1 1 4 13", "M4 4.500V9h4.5", "M12 8.500v4l3 1.8"],
  print: ["M7 9V4h10v5", "M7 17H4V9h16v8h-3", "M7 14h10v6H7Z"],
  keyboard: ["M3 7h18v11H3Z", "M7 11v.1M11 11v.1M15 11v.1M18 11v.1", "M8 14.500h8"],
  refresh: ["M19.5 9A8 8 0 1 0 20 13", "M20 4.500V9h-4.5"],
  union: ["M12 4a3 3 0 1 0 0 6 3 3 0 0 0 0-6Z", "M6.5 20a5.5 5.5 0 0 1 11 0",
    "M4.5 9.500a2.5 2.5 0 0 0 0 5M19.5 9.500a2.5 2.5 0 0 1 0 5"],
};

export function icon(name) {
  const paths = kPaths[name].map((entry) => {
    const [d, solid] = entry.split("|");
    return svg("path", { d, class: solid });
  });
  return svg("svg", { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" }, paths);
}
