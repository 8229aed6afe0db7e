// What this telephone keeps: one small database. A write is told only once it is on the disk.
const STORES = {
  taps: { keyPath: "n", autoIncrement: true }, // in the order of the fingers
  rooms: { keyPath: "meeting" },
  notes: { keyPath: "name" }, // owner, programme, refusals
};
let opening;

function open() {
  opening ??= new Promise((done, fail) => {
    const asked = indexedDB.open("parvis", 1);
    asked.onupgradeneeded = () => {
      for (const [name, how] of Object.entries(STORES)) asked.result.createObjectStore(name, how);
    };
    asked.onsuccess = () => {
      const forget = () => (opening = undefined);
      asked.result.onclose = forget; // emptied by the browser
      asked.result.onversionchange = () => (asked.result.close(), forget());
      done(asked.result);
    };
    asked.onerror = asked.onblocked = () => ((opening = undefined), fail(asked.error));
  });
  return opening;
}

/** Change stores in one piece: `change(name => store)`. Settles when all of it is written, or none. */
export async function write(change) {
  const base = await open();
  return new Promise((done, fail) => {
    const work = base.transaction(Object.keys(STORES), "readwrite", { durability: "strict" });
    work.oncomplete = () => done();
    work.onabort = work.onerror = () => fail(work.error);
    try {
      change((name) => work.objectStore(name));
    } catch (broken) {
      work.abort();
      fail(broken);
    }
  });
}

async function read(name, ask) {
  const base = await open();
  return new Promise((done, fail) => {
    const asked = ask(base.transaction(name).objectStore(name));
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
}

export const one = (name, key) => read(name, (store) => store.get(key));
export const all = (name) => read(name, (store) => store.getAll());
export const note = async (name) => (await one("notes", name))?.value;
export const keepNote = (name, value) => write((store) => store("notes").put({ name, value }));

/** The taps of a person (perhaps of one meeting) that wait to be sent, the first first. */
export async function waiting(owner, meeting) {
  const mine = (tap) => tap.owner === owner && (meeting === undefined || tap.meeting === meeting);
  return (await all("taps")).filter(mine);
}
