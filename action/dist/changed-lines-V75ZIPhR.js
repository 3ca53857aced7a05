import"./rolldown-runtime-BtX-ywHW.js";function changedLines(e,t){let[n,r]=[e?.split(`
`)??[],t.trimEnd().split(`
`)];return{removed:n.filter(e=>e!==``&&!r.includes(e)),added:r.filter(e=>!n.includes(e))}}export{changedLines as t};