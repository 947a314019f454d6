// The console's pages; what an entry says is told in kit/registry.js.

import * as account from "./account.js";
import * as alerts from "./alerts.js";
import * as application from "./application.js";
import * as overview from "./overview.js";
import * as queue from "./queue.js";
import * as stations from "./stations.js";

const kReviewers = ["union-reviewer", "city"];
const kEverybody = [...kReviewers, "operator"];

export const kPages = [
  { name: "overview", path: "/", nav: 1, icon: "overview", roles: kReviewers, open: overview.open },
  { name: "queue", path: "/applications", nav: 2, icon: "queue", counts: "awaiting", roles: kReviewers,
    keys: ["j", "k", "enter"], open: queue.open },
  { name: "application", path: "/applications/:id", under: "queue", roles: kReviewers,
    keys: ["a", "r", "x", "f", "n", "b"], open: application.open },
  { name: "stations", path: "/stations", nav: 3, icon: "stations", roles: kReviewers, open: stations.open },
  { name: "alerts", path: "/alerts", nav: 4, icon: "alert", roles: ["city"], open: alerts.open },
  { name: "account", path: "/account", roles: kEverybody, open: account.open },
];
