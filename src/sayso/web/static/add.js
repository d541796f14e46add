// Files and folders that are dropped, or many, are sent in several parts. Without script the form sends them itself.
"use strict";
(() => {
  const form = document.getElementById("upload");
  if (!form) return;
  const told = document.getElementById("sending");
  const LARGEST = 16 * 1024 * 1024; // bytes of one part
  form.querySelector(".dropping").hidden = false;

  const inFolder = (folder) => {
    const reader = folder.createReader();
    const more = (found) => new Promise((done, fail) => reader.readEntries(done, fail)).then(
      (some) => (some.length ? more(found.concat(some)) : found));
    return more([]);
  };
  const filesOf = async (entry) => {
    if (entry.isFile) {
      const file = await new Promise((done, fail) => entry.file(done, fail));
      return [[file, entry.fullPath.replace(/^\//, "")]];
    }
    const found = [];
    for (const one of await inFolder(entry)) found.push(...await filesOf(one));
    return found.sort((a, b) => (a[1] < b[1] ? -1 : 1));
  };
  const part = async (some) => {
    const data = new FormData();
    data.append("csrf", form.elements.csrf.value);
    for (const [file, name] of some) data.append("files", file, name);
    const answer = await fetch(form.action, { method: "POST", body: data, headers: { "HX-Request": "true" } });
    if (answer.ok) return true;
    document.getElementById("problem").innerHTML = await answer.text();
    told.textContent = "";
    return false;
  };
  const send = async (files) => {
    const most = Number(form.dataset.mostFiles);
    for (let first = 0; first < files.length;) {
      let size = 0;
      let end = first;
      while (end < files.length && end - first < most && (end === first || size + files[end][0].size <= LARGEST)) {
        size += files[end][0].size;
        end += 1;
      }
      told.textContent = `Sending ${end} of ${files.length} …`;
      if (!await part(files.slice(first, end))) return;
      first = end;
    }
    if (files.length) location.assign("/add/progress");
  };
  const failed = (error) => { told.textContent = `Could not be sent: ${error.message}`; };

  form.addEventListener("submit", (event) => {
    const chosen = [...form.querySelectorAll("[type=file]")].flatMap((input) => [...input.files]);
    if (!chosen.length) return;
    event.preventDefault();
    send(chosen.map((file) => [file, file.webkitRelativePath || file.name])).catch(failed);
  });
  for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) {
    form.addEventListener(kind, (event) => {
      event.preventDefault();
      form.classList.toggle("over", kind === "dragenter" || kind === "dragover");
    });
  }
  form.addEventListener("drop", (event) => {
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry()).filter(Boolean);
    const loose = entries.length ? [] : [...event.dataTransfer.files].map((file) => [file, file.name]);
    Promise.all(entries.map(filesOf)).then((found) => send([...found.flat(), ...loose])).catch(failed);
  });
})();
