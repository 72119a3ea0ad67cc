import { loadTensorFlow } from "./tfjs_backend.ts";
const tf = await loadTensorFlow();
const r=(n:number,s:number)=>Float32Array.from({length:n},(_,i)=>Math.sin(i*12.9898+s)*0.9);
const tests: Record<string,(a:any,b:any)=>any> = {
 matmul:(a,b)=>tf.matMul(a,b),
 erf:(a,b)=>tf.mul(tf.erf(a),b.transpose()),
 relu:(a,b)=>tf.mul(tf.relu(a),b.transpose()),
 tanh:(a,b)=>tf.mul(tf.tanh(a),b.transpose()),
 rsqrt:(a,b)=>tf.mul(tf.rsqrt(tf.add(tf.square(a),1)),b.transpose()),
 moments:(a,b)=>{const {mean,variance}=tf.moments(a,-1,true);return tf.mul(tf.mul(tf.sub(a,mean),tf.rsqrt(tf.add(variance,1e-5))),b.transpose())},
 bias:(a,b)=>tf.mul(tf.add(a,tf.slice(b,[0,0],[64,1]).reshape([64])),a),
 softmax:(a,b)=>tf.mul(tf.softmax(a),b.transpose()),
 logsm:(a,b)=>tf.mul(tf.logSoftmax(a),b.transpose()),
 slice:(a,b)=>tf.mul(tf.slice(a.reshape([4,8,64]),[0,0,0],[4,1,64]),b.transpose().slice([0,0],[1,64])),
 attn:(a,b)=>{const q=tf.transpose(a.reshape([4,8,2,32]),[0,2,1,3]);const k=tf.transpose(b.transpose().reshape([4,8,2,32]),[0,2,1,3]);return tf.mul(tf.matMul(tf.softmax(tf.matMul(q,k,false,true)),k),q)},
 addN:(a,b)=>tf.sqrt(tf.addN([tf.sum(tf.square(a)),tf.sum(tf.square(b)),tf.sum(tf.square(a))])),
 min:(a,b)=>tf.mul(b.transpose(), tf.minimum(1, tf.div(1, tf.add(tf.sqrt(tf.sum(tf.square(a))),1e-6)))),
};
for (const [name,f] of Object.entries(tests)) {
 const res:any[]=[];
 for (const backend of ["cpu","webgpu"]) { await tf.setBackend(backend);
  const a=tf.tensor2d(r(32*64,1),[32,64]), b=tf.tensor2d(r(64*32,2),[64,32]);
  const {value,grads}=tf.valueAndGrads((a:any,b:any)=>tf.sum(tf.square(f(a,b))) as any)([a,b]);
  res.push([await value.data(),...(await Promise.all(grads.map((g:any)=>g.data())))]);
 }
 console.log(name, res[0].map((c:any,i:number)=>{let e=0;c.forEach((v:number,j:number)=>e=Math.max(e,Math.abs(v-res[1][i][j])/(1+Math.abs(v))));return e.toExponential(1)}).join(" "));
}
Deno.exit();
