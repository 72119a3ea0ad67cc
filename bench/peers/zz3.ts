import { loadTensorFlow } from "./tfjs_backend.ts";
const tf = await loadTensorFlow();
const r=(n:number,s:number)=>Float32Array.from({length:n},(_,i)=>Math.sin(i*12.9898+s)*0.9);
for (const [m,k,n] of [[128,2048,32],[32,2048,128],[2048,128,32],[2048,32,128],[128,32,128],[32,128,2]] as const) for (const ta of [false,true]) for (const tb of [false,true]) {
 const res:any[]=[];
 for (const backend of ["cpu","webgpu"]) { await tf.setBackend(backend);
  const a=tf.tensor(r(m*k,1),ta?[k,m]:[m,k]), b=tf.tensor(r(k*n,2),tb?[n,k]:[k,n]);
  res.push(await tf.matMul(a as any,b as any,ta,tb).data()); }
 let e=0; res[0].forEach((v:number,j:number)=>e=Math.max(e,Math.abs(v-res[1][j])/(1+Math.abs(v))));
 console.log(m,k,n,ta,tb,e.toExponential(1));
}
Deno.exit();
