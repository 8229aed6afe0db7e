// Passkeys: hands the page's question to the device, puts its answer in the form and sends it.
// Browsers too old to read the question themselves say so; codes remain.
"use strict";

async function ask(form) {
  const question = JSON.parse(form.dataset.options);
  const isNew = form.dataset.passkey === "create";
  const key = isNew
    ? await navigator.credentials.create({
        publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(question),
      })
    : await navigator.credentials.get({
        publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(question),
      });
  form.elements.answer.value = JSON.stringify(key.toJSON());
  form.submit();
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.addEventListener("submit", (send) => {
    send.preventDefault();
    ask(form).catch(() => {
      form.querySelector("[data-sorry]").hidden = false;
    });
  });
}
