//! A connection whose client has to read before it is listened to again.

use std::{
	future::Future,
	io,
	pin::Pin,
	task::{Context, Poll, Waker},
	time::Duration,
};
use tokio::{
	io::{AsyncRead, AsyncWrite, ReadBuf},
	time::{sleep, Sleep},
};

/// How long a client may leave unread what was sent to it.
const UNREAD_FOR: Duration = Duration::from_secs(10);

/// Reads nothing while what was written waits to be read: the server above works on every question that it reads, and
/// keeps the answers until they are sent, however many these are.
pub struct Patient<Socket> {
	socket: Socket,
	/// When waiting ends, while something waits to be written.
	unread: Option<Pin<Box<Sleep>>>,
	/// Who wants to read meanwhile.
	reader: Option<Waker>,
}

impl<Socket> Patient<Socket> {
	pub const fn new(socket: Socket) -> Self {
		Self { socket, unread: None, reader: None }
	}

	/// Notes whether something still waits to be written; ends the connection of who never reads.
	fn note<T>(
		&mut self,
		written: Poll<io::Result<T>>,
		context: &mut Context<'_>,
	) -> Poll<io::Result<T>> {
		if written.is_ready() {
			self.unread = None;
			if let Some(reader) = self.reader.take() {
				reader.wake();
			}
			return written;
		}
		let unread = self.unread.get_or_insert_with(|| Box::pin(sleep(UNREAD_FOR)));
		match unread.as_mut().poll(context) {
			Poll::Ready(()) => Poll::Ready(Err(io::ErrorKind::TimedOut.into())),
			Poll::Pending => Poll::Pending,
		}
	}
}

impl<Socket: AsyncRead + Unpin> AsyncRead for Patient<Socket> {
	fn poll_read(
		mut self: Pin<&mut Self>,
		context: &mut Context<'_>,
		buffer: &mut ReadBuf<'_>,
	) -> Poll<io::Result<()>> {
		if self.unread.is_some() {
			self.reader = Some(context.waker().clone());
			return Poll::Pending;
		}
		Pin::new(&mut self.socket).poll_read(context, buffer)
	}
}

impl<Socket: AsyncWrite + Unpin> AsyncWrite for Patient<Socket> {
	fn poll_write(
		mut self: Pin<&mut Self>,
		context: &mut Context<'_>,
		bytes: &[u8],
	) -> Poll<io::Result<usize>> {
		let written = Pin::new(&mut self.socket).poll_write(context, bytes);
		self.note(written, context)
	}

	fn poll_write_vectored(
		mut self: Pin<&mut Self>,
		context: &mut Context<'_>,
		slices: &[io::IoSlice<'_>],
	) -> Poll<io::Result<usize>> {
		let written = Pin::new(&mut self.socket).poll_write_vectored(context, slices);
		self.note(written, context)
	}

	fn is_write_vectored(&self) -> bool {
		self.socket.is_write_vectored()
	}

	fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
		Pin::new(&mut self.socket).poll_flush(context)
	}

	fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
		Pin::new(&mut self.socket).poll_shutdown(context)
	}
}
