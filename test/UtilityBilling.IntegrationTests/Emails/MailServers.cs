using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MimeKit;
using UtilityBilling.EmbeddedPostgres;
using Xunit;

namespace UtilityBilling.IntegrationTests.Emails;

/// <summary>
/// A real mail server on loopback, unprivileged and gone with the test: Debian's Exim takes mail by SMTP and returns what it cannot deliver, Debian's Dovecot serves the bounce mailbox by
/// IMAP. Any address of example.org exists but <c>gone@</c> (taken, then returned), <c>refused@</c> (refused for good) and <c>later@</c> (refused for now).
/// </summary>
internal sealed class MailServers : IAsyncDisposable
{
    public const string User = "billing", Password = "secret", MailboxUser = "bounces", MailboxPassword = "secret";

    private const string SignIn = "${if and{{eq{$auth2}{" + User + "}}{eq{$auth3}{" + Password + "}}}}";

    private static readonly string[] Folders = ["/usr/sbin", "/usr/local/sbin", "/usr/bin"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly DirectoryInfo _home;
    private readonly List<Process> _processes = [];

    private MailServers(DirectoryInfo home) => _home = home;

    public int SmtpPort { get; } = FreePort();
    public int ImapPort { get; } = FreePort();
    public int SmtpTlsPort { get; } = FreePort();
    public int ImapTlsPort { get; } = FreePort();

    /// <summary>Who signed the servers' certificate.</summary>
    public string AuthorityFile => In("authority.pem");

    public static async Task<MailServers> StartAsync()
    {
        var (exim, dovecot) = (Find("exim4"), Find("dovecot"));
        Assert.SkipWhen(exim is null || dovecot is null, "No Exim or no Dovecot on this machine. Install exim4-daemon-light and dovecot-imapd.");
        // A short path: Dovecot's sockets lie in it.
        var servers = new MailServers(Directory.CreateTempSubdirectory("ubm"));
        var account = await ServerAccount.ChooseAsync(null, TestContext.Current.CancellationToken);
        await servers.ConfigureAsync(account);
        servers._processes.Add(account.Start(exim!, ["-C", servers.In("exim.conf"), "-bdf"], capture: false));
        servers._processes.Add(account.Start(dovecot!, ["-F", "-c", servers.In("dovecot.conf")], capture: false));
        await servers.AnswersAsync(servers.SmtpPort);
        await servers.AnswersAsync(servers.ImapPort);
        return servers;
    }

    /// <summary>What arrived for anybody at example.org, in no order.</summary>
    public IReadOnlyList<MimeMessage> Delivered() => [.. new DirectoryInfo(In("boxes/all/new")).GetFiles().Select(f => MimeMessage.Load(f.FullName))];

    /// <summary>Waits until so many messages have arrived in a box: <c>all</c> or <c>bounces</c>.</summary>
    public async Task ArrivedAsync(string box, int count)
    {
        var watch = Stopwatch.StartNew();
        while (Count() < count)
        {
            if (watch.Elapsed > Patience)
                throw new InvalidOperationException($"Only {Count()} of {count} messages came to {box}. {Log()}");
            await Task.Delay(50);
        }

        int Count() => Directory.GetFiles(In($"boxes/{box}/new")).Length + Directory.GetFiles(In($"boxes/{box}/cur")).Length;
    }

    /// <summary>Somebody else's message to the bounce address, as a mail server sends it: with no sender.</summary>
    public async Task SendAsync(MimeMessage message, string to)
    {
        using var client = new MailKit.Net.Smtp.SmtpClient();
        await client.ConnectAsync("127.0.0.1", SmtpPort, MailKit.Security.SecureSocketOptions.None);
        await client.SendAsync(message, new MailboxAddress("", ""), [MailboxAddress.Parse(to)]);
        await client.DisconnectAsync(true);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
        }
        _home.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static string? Find(string program) => Folders.Select(f => Path.Combine(f, program)).FirstOrDefault(File.Exists);

    private string In(string name) => Path.Combine(_home.FullName, name);

    private string Log() => string.Join(' ', _home.GetFiles("*log").Select(f => File.ReadAllText(f.FullName)));

    private async Task AnswersAsync(int port)
    {
        for (var watch = Stopwatch.StartNew(); ;)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException) when (watch.Elapsed < Patience && _processes.TrueForAll(p => !p.HasExited))
            {
                await Task.Delay(50);
            }
            catch (SocketException error)
            {
                throw new InvalidOperationException($"The mail server does not answer. {Log()}", error);
            }
        }
    }

    private async Task ConfigureAsync(ServerAccount account)
    {
        foreach (var box in (string[])["all", "bounces"])
            foreach (var part in (string[])["new", "cur", "tmp"])
                Directory.CreateDirectory(In($"boxes/{box}/{part}"));
        Directory.CreateDirectory(In("spool"));
        var user = (await account.RunAsync("id", ["-un"], Patience, CancellationToken.None)).Output;
        var group = (await account.RunAsync("id", ["-gn"], Patience, CancellationToken.None)).Output;
        await MailCertificates.WriteAsync(AuthorityFile, In("certificate.pem"), In("key.pem"));
        await File.WriteAllTextAsync(In("exim.conf"), Exim(user, group));
        await File.WriteAllTextAsync(In("dovecot.conf"), Dovecot(user, group));
        await account.OwnAsync(_home.FullName, CancellationToken.None);
    }

    private string Exim(string user, string group) => string.Create(CultureInfo.InvariantCulture, $$"""
        exim_user = {{user}}
        exim_group = {{group}}
        primary_hostname = mail.test
        spool_directory = {{In("spool")}}
        log_file_path = {{In("exim-%slog")}}
        pid_file_path = {{In("exim.pid")}}
        local_interfaces = <; [127.0.0.1]:{{SmtpPort}} ; [127.0.0.1]:{{SmtpTlsPort}}
        tls_on_connect_ports = {{SmtpTlsPort}}
        tls_certificate = {{In("certificate.pem")}}
        tls_privatekey = {{In("key.pem")}}
        deliver_drop_privilege = true
        never_users =
        keep_environment =
        host_lookup =
        rfc1413_query_timeout = 0s
        tls_advertise_hosts = *
        auth_advertise_hosts = *
        qualify_domain = town.test
        acl_smtp_rcpt = rcpt
        acl_smtp_data = take
        begin acl
        rcpt:
          deny local_parts = refused
               message = no such mailbox
          defer local_parts = later
               message = mailbox busy
          accept
        take:
          accept
        begin routers
        gone:
          driver = redirect
          local_parts = gone
          allow_fail
          data = :fail: mailbox does not exist
        bounces:
          driver = accept
          domains = town.test
          local_parts = bounces
          local_part_suffix = +*
          local_part_suffix_optional
          transport = bounces
        anybody:
          driver = accept
          domains = example.org
          transport = all
        begin transports
        bounces:
          driver = appendfile
          maildir_format
          directory = {{In("boxes/bounces")}}
          envelope_to_add
        all:
          driver = appendfile
          maildir_format
          directory = {{In("boxes/all")}}
          envelope_to_add
          return_path_add
        begin authenticators
        plain:
          driver = plaintext
          public_name = PLAIN
          server_prompts = :
          server_condition = {{SignIn}}
          server_set_id = $auth2

        """);

    private string Dovecot(string user, string group) => string.Create(CultureInfo.InvariantCulture, $$"""
        base_dir = {{In("run")}}
        state_dir = {{In("run")}}
        log_path = {{In("dovecot-log")}}
        protocols = imap
        listen = 127.0.0.1
        ssl = yes
        ssl_cert = <{{In("certificate.pem")}}
        ssl_key = <{{In("key.pem")}}
        disable_plaintext_auth = no
        default_login_user = {{user}}
        default_internal_user = {{user}}
        default_internal_group = {{group}}
        mail_location = maildir:{{In("boxes")}}/%n
        mail_uid = {{user}}
        mail_gid = {{group}}
        first_valid_uid = 1
        service imap-login {
          chroot =
          inet_listener imap {
            port = {{ImapPort}}
          }
          inet_listener imaps {
            port = {{ImapTlsPort}}
            ssl = yes
          }
        }
        service anvil {
          chroot =
        }
        service stats {
          chroot =
        }
        passdb {
          driver = static
          args = password={{MailboxPassword}}
        }
        userdb {
          driver = static
          args = uid={{user}} gid={{group}} home={{In("boxes")}}/%n
        }

        """);
}
