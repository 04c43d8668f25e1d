// What a service worker has beside what every worker has, as far as sw.js uses it, and the three names that publishing writes before it.
declare const VERSION: string;
declare const SHELL: string[];
declare const KEEPS_VISITED: boolean;

declare const registration: ServiceWorkerRegistration;
declare const clients: Clients;
declare function skipWaiting(): Promise<void>;
declare function addEventListener<K extends keyof ServiceWorkerGlobalScopeEventMap>(
  type: K,
  listener: (event: ServiceWorkerGlobalScopeEventMap[K]) => void,
): void;

/** The little that we use of the vendored micropython.mjs; what its Python gives back can be anything. */
interface MicroPython {
  FS: { mkdir(path: string): void; writeFile(path: string, text: string): void };
  runPython(code: string): void;
  globals: { get(name: string): unknown };
}
