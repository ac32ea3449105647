// The as-of slider: shows what stood at the chosen moment. Without it the page shows everything, with its times.
(function () {
  "use strict";
  var slider = document.getElementById("as-of");
  if (!slider) { return; }
  var moments = Array.from(document.querySelectorAll("#moments option"), function (option) {
    return { at: option.dataset.moment, label: option.label };
  });
  var cards = Array.from(document.querySelectorAll("[data-valid-from]"));
  var output = document.querySelector(".as-of output");

  function showAsOf() {
    var moment = moments[Number(slider.value)];
    var isNewest = Number(slider.value) === moments.length - 1;
    var counts = {};
    cards.forEach(function (card) {
      var from = card.dataset.validFrom, to = card.dataset.validTo;
      card.hidden = !(from <= moment.at && (!to || moment.at < to));
      var type = card.classList[1];
      counts[type] = (counts[type] || 0) + (card.hidden ? 0 : 1);
    });
    document.querySelectorAll("[data-count]").forEach(function (badge) {
      badge.textContent = counts[badge.dataset.count] || 0;
    });
    output.textContent = moment.label + (isNewest ? " (the newest)" : "");
    slider.setAttribute("aria-valuetext", output.textContent);
  }

  slider.addEventListener("input", showAsOf);
  document.querySelector(".as-of").hidden = false;
  showAsOf();
})();
