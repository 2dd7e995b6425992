//! MODULE MODEL LEADS.ndjson MILLISECONDS: runs the package's WebAssembly in an interpreter that counts, and prints what it
//! takes to load the model and to evaluate all leads, each after one evaluation that does not count.

use std::error::Error;
use wasmi::{Config, Engine, Extern, Func, Instance, Linker, Memory, Module, Store, Val};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [module, model, leads, now] = arguments.as_slice() else {
        return Err("usage: leadgrade-fuel MODULE MODEL LEADS MILLISECONDS".into());
    };
    let mut host = Host::new(&std::fs::read(module)?)?;
    let now = Val::F64(now.parse::<f64>()?.into());
    let before = host.used()?;
    let model = host.load(&std::fs::read(model)?)?;
    let load = host.used()? - before;
    let leads = std::fs::read(leads)?;
    let leads: Vec<&[u8]> = leads.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()).collect();
    let mut evaluate = 0;
    for lead in &leads {
        // The first evaluation may have to make room.
        host.evaluate(model, lead, now.clone())?;
        let before = host.used()?;
        host.evaluate(model, lead, now.clone())?;
        evaluate += host.used()? - before;
    }
    println!("{{\"load\":{load},\"evaluate\":{}}}", evaluate / leads.len() as u64);
    Ok(())
}

const TANK: u64 = 1 << 50;

struct Host {
    store: Store<()>,
    instance: Instance,
    memory: Memory,
}

impl Host {
    fn new(module: &[u8]) -> Result<Host, Box<dyn Error>> {
        let mut config = Config::default();
        config.consume_fuel(true);
        let engine = Engine::new(&config);
        let module = Module::new(&engine, module)?;
        let mut store = Store::new(&engine, ());
        store.set_fuel(TANK)?;
        let mut linker = Linker::new(&engine);
        for import in module.imports() {
            let Some(kind) = import.ty().func() else { return Err("the module imports more than functions".into()) };
            // Nothing of what is measured here asks the host for anything.
            let stub = Func::new(&mut store, kind.clone(), |_, _, _| Ok(()));
            linker.define(import.module(), import.name(), Extern::Func(stub))?;
        }
        let instance = linker.instantiate_and_start(&mut store, &module)?;
        let memory = instance.get_memory(&store, "memory").ok_or("the module exports no memory")?;
        Ok(Host { store, instance, memory })
    }

    fn used(&self) -> Result<u64, Box<dyn Error>> {
        Ok(TANK - self.store.get_fuel()?)
    }

    fn call(&mut self, name: &str, arguments: &[Val]) -> Result<Vec<i32>, Box<dyn Error>> {
        let function = self.instance.get_func(&self.store, name).ok_or_else(|| format!("there is no `{name}`"))?;
        let mut results = vec![Val::I32(0); function.ty(&self.store).results().len()];
        function.call(&mut self.store, arguments, &mut results)?;
        Ok(results.iter().map(|result| result.i32().unwrap_or(0)).collect())
    }

    fn load(&mut self, model: &[u8]) -> Result<i32, Box<dyn Error>> {
        let length = model.len() as i32;
        let [at] = self.call("__wbindgen_malloc", &[Val::I32(length), Val::I32(1)])?[..] else {
            return Err("no memory".into());
        };
        self.memory.write(&mut self.store, at as usize, model)?;
        match self.call("rawmodel_load", &[Val::I32(at), Val::I32(length), Val::I32(0), Val::I32(0)])?[..] {
            [model, _, 0] => Ok(model),
            _ => Err("the model does not load".into()),
        }
    }

    fn evaluate(&mut self, model: i32, lead: &[u8], now: Val) -> Result<(), Box<dyn Error>> {
        let length = Val::I32(lead.len() as i32);
        let [at] = self.call("rawmodel_reserve", &[Val::I32(model), length.clone()])?[..] else {
            return Err("no memory".into());
        };
        self.memory.write(&mut self.store, at as usize, lead)?;
        match self.call("rawmodel_evaluate", &[Val::I32(model), length, Val::I32(0), now])?[..] {
            [written] if written > 0 => Ok(()),
            _ => Err("there is no evaluation".into()),
        }
    }
}
