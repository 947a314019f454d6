// The finger signature: strokes as points from 0 to 10,000, as the kiosk keeps them.
import { h } from "/shared/js/h.js";

const EXTENT = 10000;

export function signaturePad(signature, changed) {
  const canvas = h("canvas", { class: "sign", id: "sign", role: "img", "aria-labelledby": "signHere" });
  let stroke = null;

  function draw() {
    const box = canvas.getBoundingClientRect();
    canvas.width = box.width * devicePixelRatio;
    canvas.height = box.height * devicePixelRatio;
    const pen = canvas.getContext("2d");
    pen.lineWidth = 3 * devicePixelRatio;
    pen.lineCap = pen.lineJoin = "round";
    pen.strokeStyle = "#2e241e";
    pen.fillStyle = "#8c7b6e";
    pen.fillRect(canvas.width * 0.06, canvas.height * 0.82, canvas.width * 0.88, devicePixelRatio);
    for (const points of signature.strokes) {
      pen.beginPath();
      points.forEach(([x, y], n) =>
        pen[n === 0 ? "moveTo" : "lineTo"]((x / EXTENT) * canvas.width, (y / EXTENT) * canvas.height));
      pen.stroke();
    }
  }
  function point(event) {
    const box = canvas.getBoundingClientRect();
    signature.aspect_permille = Math.round((1000 * box.height) / box.width);
    return [Math.round(((event.clientX - box.left) / box.width) * EXTENT),
      Math.round(((event.clientY - box.top) / box.height) * EXTENT)];
  }
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    stroke = [point(event)];
    signature.strokes.push(stroke);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!stroke) return;
    stroke.push(point(event));
    draw();
  });
  for (const end of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(end, () => {
      stroke = null;
      changed();
    });
  }
  requestAnimationFrame(draw);
  return { canvas, clear: () => { signature.strokes.length = 0; draw(); changed(); } };
}
