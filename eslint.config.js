// How the pages' scripts are checked, beside their types: `make lint-js`.
import js from "@eslint/js";
import globals from "globals";

const CLASSIC = ["templates/assets-participants/js/*.js", "templates/assets/js/offline.js", "templates/serve/panel.js"];

export default [
  { ignores: ["templates/assets-staff/micropython/micropython.mjs", "templates/*/pdf-lib/*.js"] }, // vendored
  js.configs.recommended,
  {
    languageOptions: { sourceType: "module", globals: { ...globals.browser, gwSearch: "readonly" } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "array-callback-return": "error",
      eqeqeq: "error",
      "no-implicit-globals": ["error", { lexicalBindings: true }],
      "no-implied-eval": "error",
      "no-promise-executor-return": "error",
      "no-self-compare": "error",
      "no-template-curly-in-string": "error",
      "no-unmodified-loop-condition": "error",
      "no-unreachable-loop": "error",
      "no-var": "error",
      "prefer-const": "error",
    },
  },
  // Plain scripts share one scope with every other on their page: only what another script asks for may stand in it.
  { files: CLASSIC, languageOptions: { sourceType: "script" } },
  { files: ["templates/assets-participants/js/tonight.js"], languageOptions: { sourceType: "module" } },
  { files: ["templates/assets-participants/js/keep.js"], languageOptions: { globals: { gwSaved: "readonly" } } },
  { files: ["templates/assets-participants/js/track.js"], languageOptions: { globals: { gwPlan: "readonly" } } },
  {
    files: ["templates/offline/sw.js"],
    languageOptions: { sourceType: "script", globals: { ...globals.serviceworker, VERSION: "readonly", SHELL: "readonly", KEEPS_VISITED: "readonly" } },
    rules: { "no-implicit-globals": "off" }, // a worker's scope is its own
  },
];
