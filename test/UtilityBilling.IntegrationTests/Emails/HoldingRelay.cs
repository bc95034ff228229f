using System.Net;
using System.Net.Sockets;
using System.Text;

namespace UtilityBilling.IntegrationTests.Emails;

/// <summary>Stands between a sender and a mail server and passes everything on, but for one thing: that the server has taken a message, the sender never hears.</summary>
internal sealed class HoldingRelay : IAsyncDisposable
{
    private const string Taken = "250 OK id=";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _took = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _work;

    private HoldingRelay(int serverPort)
    {
        _listener.Start();
        _work = ServeAsync(serverPort);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The server has taken a message, and the sender waits for its answer.</summary>
    public Task Took => _took.Task;

    public static HoldingRelay Start(int serverPort) => new(serverPort);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync(int serverPort)
    {
        var calls = new List<Task>();
        try
        {
            while (true)
                calls.Add(PassOnAsync(await _listener.AcceptTcpClientAsync(_stop.Token), serverPort));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            await Task.WhenAll(calls);
        }
    }

    private async Task PassOnAsync(TcpClient sender, int serverPort)
    {
        using (sender)
        using (var server = new TcpClient())
        {
            await server.ConnectAsync(IPAddress.Loopback, serverPort, _stop.Token);
            // Whichever side hangs up, by killing too, ends the call.
            await Task.WhenAny(CopyAsync(sender.GetStream(), server.GetStream(), holds: false), CopyAsync(server.GetStream(), sender.GetStream(), holds: true));
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, bool holds)
    {
        var buffer = new byte[8192];
        try
        {
            while (await from.ReadAsync(buffer, _stop.Token) is > 0 and var count)
            {
                if (holds && Encoding.ASCII.GetString(buffer, 0, count).Contains(Taken, StringComparison.Ordinal))
                {
                    _took.TrySetResult();
                    await Task.Delay(Timeout.Infinite, _stop.Token);
                }
                await to.WriteAsync(buffer.AsMemory(0, count), _stop.Token);
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The call is over: somebody hung up, or the test ends.
            return;
        }
    }
}
