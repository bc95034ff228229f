// Builds wwwroot/libs from this folder and the pinned packages. MSBuild calls it (ClientApp.targets); `npm run build` does too.
// Two builds at once wait for each other; the second finds the work done.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const source = dirname(fileURLToPath(import.meta.url));
const root = resolve(source, "../../..");
const modules = join(root, "node_modules");
const target = resolve(source, "../wwwroot/libs");
const fixedOutputs = ["app.js", "site.css", "print.css", "tabler.css", "icons.svg"];

const modified = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);
const filesBelow = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)]);
const entryScripts = () => readdirSync(source).filter((name) => name.endsWith(".js"));

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

async function withLock(work) {
  const lock = join(root, "artifacts", "client-app.lock");
  const owner = join(lock, "pid");
  mkdirSync(dirname(lock), { recursive: true });
  const patience = Date.now() + 5 * 60_000;
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (error.code !== "EEXIST")
        throw error;
      const pid = existsSync(owner) ? Number(readFileSync(owner, "utf8")) : 0;
      const orphaned = pid ? !isAlive(pid) : Date.now() - modified(lock) > 60_000;
      if (orphaned)
        rmSync(lock, { recursive: true, force: true });
      else if (Date.now() > patience)
        throw new Error(`Another build has held ${lock} for five minutes. Delete that folder if no build is running.`);
      else
        await new Promise((wake) => setTimeout(wake, 200));
    }
  }
  writeFileSync(owner, String(process.pid));
  try {
    await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

/** Installs the locked packages when the lock file differs from the one last installed. */
function installPackages() {
  const lockFile = join(root, "package-lock.json");
  const installed = join(modules, ".package-lock.json");
  const mark = join(modules, ".installed-lock-hash");
  const hash = createHash("sha256").update(readFileSync(lockFile)).digest("hex");
  const complete = existsSync(join(modules, "esbuild")) && existsSync(join(modules, "@tabler", "core"));
  const same = existsSync(mark) ? readFileSync(mark, "utf8") === hash : modified(installed) >= modified(lockFile);
  if (complete && same) {
    writeFileSync(mark, hash);
    return;
  }
  console.log("Installing the front-end packages (npm ci)");
  const shell = process.platform === "win32";
  execFileSync(shell ? "npm.cmd" : "npm", ["ci", "--ignore-scripts", "--loglevel=error"], { cwd: root, stdio: "inherit", shell });
  writeFileSync(mark, hash);
}

function isUpToDate() {
  const inputs = [...filesBelow(source), join(root, "package-lock.json")];
  const outputs = [...new Set([...fixedOutputs, ...entryScripts()])].map((name) => join(target, name));
  return Math.max(...inputs.map(modified)) <= Math.min(...outputs.map(modified));
}

/** Writes beside the file and renames, so that a reader never sees half of it. */
function write(name, content) {
  const path = join(target, name);
  writeFileSync(`${path}.tmp`, content);
  renameSync(`${path}.tmp`, path);
}

function buildSprite() {
  const names = readFileSync(join(source, "icons.txt"), "utf8").split(/\r?\n/).map((line) => line.trim()).filter((line) => line && !line.startsWith("#"));
  const symbols = names.map((name) => {
    const svg = readFileSync(join(modules, "@tabler/icons/icons/outline", `${name}.svg`), "utf8");
    const shapes = svg.replace(/<!--.*?-->/gs, "").replace(/^.*?<svg.*?>/s, "").replace(/<\/svg>.*$/s, "")
      .replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none" ?\/>/, "").replace(/\s*\n\s*/g, "");
    return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${shapes}</symbol>`;
  });
  return `<!-- Tabler Icons, MIT licence, Paweł Kuna -->\n<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`;
}

async function buildAll() {
  const { build } = await import("esbuild");
  mkdirSync(target, { recursive: true });
  const common = { bundle: true, minify: true, write: false, legalComments: "eof", logLevel: "warning", absWorkingDir: root, nodePaths: [modules] };
  for (const name of entryScripts()) {
    const result = await build({ ...common, entryPoints: [join(source, name)], format: "iife", target: "es2022" });
    write(name, result.outputFiles[0].contents);
  }
  for (const name of ["site.css", "print.css"]) {
    const result = await build({ ...common, entryPoints: [join(source, name)], target: ["chrome123", "firefox120", "safari17.5"] });
    write(name, result.outputFiles[0].contents);
  }
  write("tabler.css", readFileSync(join(modules, "@tabler/core/dist/css/tabler.min.css"), "utf8").replace(/\/\*# sourceMappingURL=.*?\*\//, ""));
  write("icons.svg", buildSprite());
}

await withLock(async () => {
  installPackages();
  if (isUpToDate())
    return;
  await buildAll();
});
