/** Rules of the JavaScript: faults first, then the manner of the house. `make lint` runs them. */

import js from "@eslint/js";
import globals from "globals";

const FAULTS = {
  ...js.configs.recommended.rules,
  "array-callback-return": "error",
  "block-scoped-var": "error",
  "consistent-return": "error",
  "default-case-last": "error",
  eqeqeq: "error",
  "guard-for-in": "error",
  "no-await-in-loop": "error",
  "no-caller": "error",
  "no-constructor-return": "error",
  "no-eval": "error",
  "no-extend-native": "error",
  "no-implicit-globals": "error",
  "no-implied-eval": "error",
  "no-invalid-this": "error",
  "no-loop-func": "error",
  "no-new-func": "error",
  "no-new-wrappers": "error",
  "no-promise-executor-return": "error",
  "no-script-url": "error",
  "no-self-compare": "error",
  "no-shadow": "error",
  "no-template-curly-in-string": "error",
  "no-throw-literal": "error",
  "no-unmodified-loop-condition": "error",
  "no-unreachable-loop": "error",
  "no-unused-expressions": ["error", { allowShortCircuit: true, allowTernary: true }],
  "no-unused-vars": ["error", { args: "after-used", caughtErrors: "all" }],
  "no-use-before-define": ["error", { functions: false, classes: false, variables: false }],
  "prefer-promise-reject-errors": "error",
  radix: "error",
  "require-atomic-updates": "error",
};

// Text from the data is only ever set as text.
const MARKUP = ["innerHTML", "outerHTML"].map((property) => ({ property, message: "Set text with textContent." }));
const SAFETY = {
  "no-restricted-properties": ["error", ...MARKUP, { object: "document", property: "write" }],
  "no-restricted-syntax": ["error", { selector: "CallExpression[callee.property.name='insertAdjacentHTML']", message: "Set text with textContent." }],
};

const MANNER = {
  complexity: ["error", 10],
  curly: ["error", "multi-line"],
  "dot-notation": "error",
  "max-depth": ["error", 3],
  "max-lines": ["error", 400],
  "max-lines-per-function": ["error", { max: 50, skipComments: true }],
  "max-params": ["error", 5],
  "no-else-return": "error",
  "no-lonely-if": "error",
  "no-multi-assign": ["error", { ignoreNonDeclaration: true }],
  "no-unneeded-ternary": "error",
  "no-useless-computed-key": "error",
  "no-useless-concat": "error",
  "no-useless-rename": "error",
  "no-useless-return": "error",
  "no-var": "error",
  "object-shorthand": "error",
  "operator-assignment": "error",
  "prefer-arrow-callback": "error",
  "prefer-const": "error",
  "prefer-exponentiation-operator": "error",
  "prefer-numeric-literals": "error",
  "prefer-object-has-own": "error",
  "prefer-object-spread": "error",
  "prefer-rest-params": "error",
  "prefer-spread": "error",
  "prefer-template": "error",
  yoda: "error",
};

export default [
  { ignores: ["static/**", ".venv/**", ".cache/**", "site/**"] },
  {
    files: ["browser/**/*.js", "tests/js/**/*.mjs", "eslint.config.mjs"],
    linterOptions: { reportUnusedDisableDirectives: "error" },
    languageOptions: { ecmaVersion: 2025, sourceType: "module" },
    rules: { ...FAULTS, ...SAFETY, ...MANNER },
  },
  { files: ["browser/**/*.js"], languageOptions: { globals: globals.browser } },
  {
    files: ["browser/map/**/*.js"],
    languageOptions: { globals: { L: "readonly" } },
  },
  {
    files: ["tests/js/**/*.mjs"],
    languageOptions: { globals: globals.node },
    rules: { "max-params": "off" },
  },
  // What a fake of Leaflet puts there.
  { files: ["tests/js/leaflet-fake.mjs", "tests/js/map*.mjs"], languageOptions: { globals: { L: "readonly", document: "readonly" } } },
];
