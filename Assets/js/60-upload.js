// form[data-upload]: sends its file with a progress bar; without JavaScript the form is an ordinary one.
mainstay.each("form[data-upload]", (form) => {
  const drop = form.querySelector(".drop"), file = form.querySelector("input[type=file]");
  const progress = form.querySelector("[data-upload-progress]"), words = form.querySelector("[data-upload-words]");
  const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
  for (const kind of ["dragover", "dragleave", "drop"]) {
    drop?.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.toggle("is-over", kind === "dragover");
      if (kind === "drop") file.files = event.dataTransfer.files;
    });
  }
  form.addEventListener("submit", (event) => {
    if (!file.files.length) return;
    event.preventDefault();
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("X-CSRF-Token", mainstay.csrf());
    progress.hidden = false;
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      progress.max = total;
      progress.value = loaded;
      words.textContent = `${megabytes(loaded)} of ${megabytes(total)} MB sent`;
    });
    request.addEventListener("load", () => {
      // The answer is the next page of the wizard, reached by the redirect the server sent.
      if (request.status < 400) { location.href = request.getResponseHeader("Location") ?? request.responseURL; return; }
      // A refusal comes as the same page with its reason.
      const answer = new DOMParser().parseFromString(request.responseText, "text/html").querySelector("main");
      if (answer) document.querySelector("main").replaceChildren(...answer.childNodes);
      progress.hidden = true;
      words.textContent = answer ? "" : `The server refused the file (${request.status}). Nothing was imported.`;
    });
    request.addEventListener("error", () => {
      progress.hidden = true;
      words.textContent = "The connection broke. Nothing was imported; send the file again.";
    });
    request.send(new FormData(form));
  });
});
