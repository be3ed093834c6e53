//! Between the program and its CPMS, to disturb it.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    thread,
};

use crate::program::Demo;

/// A question to the CPMS, not yet handed on.
pub struct Call {
    /// Whoever asks.
    pub socket: TcpStream,
    /// The question's first line and headers.
    pub head: String,
    here: String,
    there: String,
}

impl Call {
    /// The whole of the CPMS's answer, its addresses turned into the proxy's.
    pub fn answer(&self) -> Vec<u8> {
        let mut cpms = TcpStream::connect(&self.there).expect("the CPMS listens");
        let head = self.head.trim_end().to_owned() + "\r\nconnection: close\r\n\r\n";
        cpms.write_all(head.as_bytes()).expect("the CPMS listens");
        let mut answer = Vec::new();
        cpms.read_to_end(&mut answer).expect("the CPMS answers");
        // ports that are given to whoever asks for any have five digits, so the length stays
        let text = String::from_utf8(answer).expect("the CPMS speaks UTF-8");
        text.replace(&self.there, &self.here).into_bytes()
    }
}

/// Hands each call to `take`, one after the other; where the CPMS's versions are by this way. Ends with the test.
pub fn between(cpms: &Demo, mut take: impl FnMut(Call) + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let here = listener.local_addr().expect("its address").to_string();
    let there = cpms.url.split('/').nth(2).expect("an origin").to_owned();
    let url = cpms.url.replace(&there, &here);
    thread::spawn(move || {
        for socket in listener.incoming() {
            let Ok(socket) = socket else { return };
            let mut head = String::new();
            let mut reader = BufReader::new(socket.try_clone().expect("a socket has two ends"));
            while reader.read_line(&mut head).is_ok_and(|read| read > 2) {}
            take(Call {
                socket,
                head,
                here: here.clone(),
                there: there.clone(),
            });
        }
    });
    url
}
