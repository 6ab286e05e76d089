// Looks at photos before they are sent, and lists what was chosen. The pages work without it: the
// server looks again, and says the same.
(() => {
  "use strict";
  const KINDS = ["image/jpeg", "image/png"];

  const filled = (text, value) => text.replace("{0}", value);

  const size = (bytes) => {
    const megabytes = bytes / 1048576;
    const number = new Intl.NumberFormat(document.documentElement.lang, {
      maximumFractionDigits: megabytes < 10 ? 1 : 0,
    });
    return bytes < 1048576 / 10
      ? `${Math.max(1, Math.round(bytes / 1024))} kB`
      : `${number.format(megabytes)} MB`;
  };

  // a small picture, drawn, as the page loads pictures from nowhere else
  const draw = async (file, canvas) => {
    try {
      const picture = await createImageBitmap(file);
      const scale = Math.max(canvas.width / picture.width, canvas.height / picture.height);
      const width = picture.width * scale;
      const height = picture.height * scale;
      canvas
        .getContext("2d")
        .drawImage(picture, (canvas.width - width) / 2, (canvas.height - height) / 2, width, height);
      picture.close();
    } catch {
      canvas.remove(); // the server says what is wrong with it
    }
  };

  const photos = (field) => {
    const texts = field.dataset;
    const input = field.querySelector("input[type=file]");
    const list = document.createElement("ul");
    list.className = "chosen-photos";
    list.setAttribute("aria-label", texts.chosen);
    const alert = document.createElement("div");
    alert.setAttribute("role", "alert");
    field.append(alert, list);
    let chosen = [];

    const say = (sentences) => {
      alert.className = sentences.length ? "notice bad" : "";
      alert.replaceChildren(
        ...sentences.map((sentence) => {
          const p = document.createElement("p");
          p.textContent = sentence;
          return p;
        })
      );
    };

    const show = () => {
      const files = new DataTransfer();
      chosen.forEach((file) => files.items.add(file));
      input.files = files.files;
      list.replaceChildren(
        ...chosen.map((file) => {
          const item = document.createElement("li");
          const canvas = document.createElement("canvas");
          canvas.width = canvas.height = 96;
          canvas.setAttribute("aria-hidden", "true");
          const name = document.createElement("span");
          name.textContent = `${file.name}, ${size(file.size)}`;
          const remove = document.createElement("button");
          remove.type = "button";
          remove.className = "button plain small";
          remove.textContent = filled(texts.remove, file.name);
          remove.addEventListener("click", () => {
            chosen = chosen.filter((other) => other !== file);
            say([]);
            show();
            input.focus();
          });
          item.append(canvas, name, remove);
          draw(file, canvas);
          return item;
        })
      );
    };

    input.addEventListener("change", () => {
      const refused = [];
      for (const file of input.files) {
        const known = chosen.some((other) => other.name === file.name && other.size === file.size);
        if (!KINDS.includes(file.type)) {
          refused.push(filled(texts.wrongKind, file.name));
        } else if (file.size > Number(texts.largest)) {
          refused.push(filled(texts.tooLarge, file.name));
        } else if (!known && chosen.length >= Number(texts.most)) {
          refused.push(filled(texts.tooMany, file.name));
        } else if (!known) {
          chosen.push(file);
        }
      }
      say(refused);
      show();
    });

    return { field, input, say, bytes: () => chosen.reduce((sum, file) => sum + file.size, 0) };
  };

  const fields = [...document.querySelectorAll(".photos")].map(photos);
  if (fields.length) {
    fields[0].input.form.addEventListener("submit", (event) => {
      const bytes = fields.reduce((sum, each) => sum + each.bytes(), 0);
      const withFiles = event.submitter?.formEnctype !== "application/x-www-form-urlencoded";
      if (withFiles && bytes > Number(fields[0].field.dataset.all)) {
        event.preventDefault();
        const last = fields.filter((each) => each.bytes() > 0).pop();
        last.say([last.field.dataset.allTooLarge]);
        last.input.focus();
      }
    });
  }
})();
