using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace UtilityBilling.IntegrationTests.Emails;

/// <summary>Messages as other people's mail servers write them.</summary>
internal static class Reports
{
    /// <summary>A delivery status notification (RFC 3464); with a Message-ID it returns our message's heads.</summary>
    public static MimeMessage Dsn(string action, string status, string diagnostic, string recipient, string? messageId)
    {
        var returned = messageId is null ? "" : $"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nSubject: yours\r\nMessage-ID: <{messageId}>\r\n\r\n";
        return Load($"""
            From: Mail Delivery System <mailer-daemon@mx.example.org>
            To: somebody@example.net
            Subject: Undelivered
            Auto-Submitted: auto-replied
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status; boundary=b

            --b
            Content-Type: text/plain

            It was not delivered.

            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example.org

            Final-Recipient: rfc822; {recipient}
            Action: {action}
            Status: {status}
            Diagnostic-Code: {diagnostic}

            {returned}--b--

            """);
    }

    public static MimeMessage Letter(string subject) => Load($"""
        From: Ann <ann@elsewhere.test>
        To: bounces@town.test
        Subject: {subject}

        Hello!

        """);

    public static MimeMessage Load(string text) => MimeMessage.Load(new MemoryStream(Encoding.ASCII.GetBytes(text.ReplaceLineEndings("\r\n"))));
}

/// <summary>A mail server that takes a message whole and hangs up without an answer.</summary>
internal sealed class HangUpServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private int _bodies;

    public HangUpServer()
    {
        _listener.Start();
        _ = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Bodies => Volatile.Read(ref _bodies);

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await TalkAsync(client);
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
        await using var writer = new StreamWriter(client.GetStream(), Encoding.ASCII) { AutoFlush = true, NewLine = "\r\n" };
        await writer.WriteLineAsync("220 rude.test");
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("DATA", StringComparison.OrdinalIgnoreCase))
            {
                await writer.WriteLineAsync("354 go on");
                while (await reader.ReadLineAsync() is { } text && text != ".")
                {
                }
                Interlocked.Increment(ref _bodies);
                return;
            }
            await writer.WriteLineAsync(line.StartsWith("EHLO", StringComparison.OrdinalIgnoreCase) ? "250 AUTH PLAIN" : line.StartsWith("AUTH", StringComparison.OrdinalIgnoreCase) ? "235 ok" : "250 ok");
        }
    }
}
