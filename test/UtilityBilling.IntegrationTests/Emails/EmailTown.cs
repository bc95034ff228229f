using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Billing;
using UtilityBilling.Billing.Checklists;
using UtilityBilling.Billing.Emails;
using UtilityBilling.Billing.Printing;
using UtilityBilling.Billing.Statements;
using UtilityBilling.Customers;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Customers.Notes;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.IntegrationTests.Scenarios;
using UtilityBilling.Navigation;
using UtilityBilling.Paging;
using UtilityBilling.TestBase;

namespace UtilityBilling.IntegrationTests.Emails;

/// <summary>A street whose run is posted and frozen, with a mail server set or not.</summary>
internal sealed class EmailTown
{
    private readonly EvenCycleTown _street;
    private readonly string[] _houses;

    private EmailTown(EvenCycleTown street, string[] houses) => (_street, _houses) = (street, houses);

    public Guid Run { get; private set; }

    public EvenCycleTown Street => _street;

    private TestTown Town => _street.Town;

    public static Task<EmailTown> PostedAsync(TestHost host, MailServers? mail, params (string House, string? Email, string Language)[] houses) => PostedAsync(host, mail, StatementDelivery.Email, houses);

    public static async Task<EmailTown> PostedAsync(TestHost host, MailServers? mail, StatementDelivery delivery, params (string House, string? Email, string Language)[] houses)
    {
        var street = new EvenCycleTown(host.Alder);
        await street.OpenAsync();
        var town = new EmailTown(street, [.. houses.Select(h => h.House)]);
        foreach (var (house, email, language) in houses)
        {
            await street.AddHouseAsync(house, 100.0m, winterAverage: 5m);
            await street.Town.WriteAsync(street.Town.Technician, async s =>
            {
                var customer = await s.GetRequiredService<IUtilityBillingDbContext>().Set<Customer>().SingleAsync(c => c.Id == street.Id($"customer/{house}"));
                (customer.Email, customer.Language) = (email, language);
            });
            if (email is not null)
                await town.SetDeliveryAsync(house, delivery);
        }
        if (mail is not null)
            await town.SetServerAsync(mail.SmtpPort, imapPort: mail.ImapPort);
        await town.RunAsync("2026-02", new(2026, 2, 26), 112.0m);
        return town;
    }

    /// <summary>The next period's run: every meter 20 ccf further.</summary>
    public Task NextRunAsync() => RunAsync("2026-04", new(2026, 4, 28), 132.0m);

    public Task SetDeliveryAsync(string house, StatementDelivery delivery) => Town.WriteAsync(Town.Technician, async s =>
        (await s.GetRequiredService<IUtilityBillingDbContext>().Set<Account>().SingleAsync(a => a.Id == _street.AccountId(house))).Delivery = delivery);

    public async Task SetServerAsync(int smtpPort, string password = MailServers.Password, int perMinute = 60, int? imapPort = null, string? user = MailServers.User) => await Town.WriteAsync(Town.Technician, async s =>
    {
        var servers = s.GetRequiredService<IEmailServerAppService>();
        var stored = await servers.FindAsync();
        await servers.SaveAsync(new EmailServerInput
        {
            SmtpHost = "127.0.0.1", SmtpPort = smtpPort, SmtpEncryption = MailEncryption.None, SmtpUser = user, SmtpPassword = user is null ? null : password, FromAddress = "billing@town.test", ReplyTo = "help@town.test",
            BounceAddress = "bounces@town.test", PerMinute = perMinute, ImapHost = "127.0.0.1", ImapPort = imapPort ?? stored?.ImapPort, ImapEncryption = MailEncryption.None, ImapUser = MailServers.MailboxUser,
            ImapPassword = MailServers.MailboxPassword,
        });
    });

    /// <summary>Both servers by name and encrypted.</summary>
    public Task SetTlsAsync(MailServers mail, MailEncryption encryption, string host) => Town.WriteAsync(Town.Technician, s => s.GetRequiredService<IEmailServerAppService>().SaveAsync(new EmailServerInput
    {
        SmtpHost = host, SmtpPort = encryption == MailEncryption.Implicit ? mail.SmtpTlsPort : mail.SmtpPort, SmtpEncryption = encryption, SmtpUser = MailServers.User, SmtpPassword = MailServers.Password,
        FromAddress = "billing@town.test", BounceAddress = "bounces@town.test", PerMinute = 60, ImapHost = host, ImapPort = encryption == MailEncryption.Implicit ? mail.ImapTlsPort : mail.ImapPort, ImapEncryption = encryption,
        ImapUser = MailServers.MailboxUser, ImapPassword = MailServers.MailboxPassword,
    }));

    public async Task<string?> MailboxErrorAsync() => (await Town.ReadAsync(Town.Technician, s => s.GetRequiredService<IEmailServerAppService>().FindAsync()))!.MailboxError;

    /// <summary>The right password, without lifting the pause as saving the page would.</summary>
    public Task SetPasswordInDatabaseAsync() => Town.WriteAsync(Town.Technician, async s =>
        (await s.GetRequiredService<IUtilityBillingDbContext>().Set<EmailServer>().SingleAsync()).SmtpSecret = s.GetRequiredService<EmailSecrets>().Protect(MailServers.Password));

    public Task<int> QueueAsync() => WriteAsync(s => s.QueueAsync(Run));

    public Task<T> WriteAsync<T>(Func<IEmailAppService, Task<T>> work) => Town.WriteAsync(Town.Technician, s => work(s.GetRequiredService<IEmailAppService>()));

    public Task WriteAsync(Func<IEmailAppService, Task> work) => Town.WriteAsync(Town.Technician, s => work(s.GetRequiredService<IEmailAppService>()));

    public Task<int> SendAsync() => Town.InScopeAsync(Town.Technician, s => s.GetRequiredService<EmailProcessor>().SendAsync());

    public Task<int> ReadMailboxAsync() => Town.InScopeAsync(Town.Technician, s => s.GetRequiredService<BounceMailbox>().ReadAsync());

    public Task RoundAsync() => Town.InScopeAsync(Town.Technician, async s => { await s.GetRequiredService<EmailRound>().RunAsync(CancellationToken.None); return true; });

    public Task<T> InOutboxAsync<T>(Func<EmailOutbox, Task<T>> work) => Town.WriteAsync(Town.Technician, s => work(s.GetRequiredService<EmailOutbox>()));

    public Task TakeAsync(long uid, BounceNotice notice) => Town.WriteAsync(Town.Technician, s => s.GetRequiredService<BounceBook>().TakeAsync(1, uid, TestHost.Start, notice, CancellationToken.None));

    public Task<EmailTestResult> TestAsync(string address) => Town.WriteAsync(Town.Technician, s => s.GetRequiredService<IEmailServerAppService>().TestAsync(address));

    public async Task<IReadOnlyList<EmailDto>> EmailsAsync() => (await Town.ReadAsync(Town.Auditor, s => s.GetRequiredService<IEmailAppService>().ListAsync(new PagedRequest(), null, null))).Items;

    public async Task<EmailState> StateAsync(string address) => (await EmailsAsync()).Single(e => e.Address == address).State;

    public async Task<IReadOnlyList<EmailReportDto>> ReportsAsync() => (await Town.ReadAsync(Town.Auditor, s => s.GetRequiredService<IEmailAppService>().ReportsAsync(new PagedRequest(), false))).Items;

    public Task<IReadOnlyList<BadAddressDto>> BadAddressesAsync() => Town.ReadAsync(Town.Auditor, s => s.GetRequiredService<IEmailAppService>().BadAddressesAsync());

    public async Task ClearAddressAsync(string address)
    {
        var bad = (await BadAddressesAsync()).Single(b => b.Address == address);
        await WriteAsync(s => s.ClearAddressAsync(bad.Id));
    }

    public async Task<RunStepDto> StepAsync(ChecklistStep step) => (await Town.ReadAsync(Town.Auditor, s => s.GetRequiredService<IChecklistAppService>().OfRunAsync(Run))).Steps.Single(s => s.Step == step);

    public Task<IReadOnlyList<ContactDto>> ContactsAsync(string house) => Town.ReadAsync(Town.Technician, s => s.GetRequiredService<IContactLog>().OfAccountAsync(_street.AccountId(house)));

    public Task<RunEmailsDto> OfRunAsync() => Town.ReadAsync(Town.Auditor, s => s.GetRequiredService<IEmailAppService>().OfRunAsync(Run));

    public async Task<PrintProofDto> ProofAsync() => (await Town.ReadAsync(Town.Auditor, s => s.GetRequiredService<IPrintJobAppService>().OfRunAsync(Run))).Proof;

    /// <summary>Prints everything that is in no job yet, and says that all came out.</summary>
    public async Task PrintRestAsync()
    {
        var job = await Town.WriteAsync(Town.Technician, s => s.GetRequiredService<IPrintJobAppService>().CreateAsync(Run, PrintJobKind.Vendor));
        await Town.WriteAsync(Town.Technician, s => s.GetRequiredService<IPrintJobAppService>().MarkPrintedAsync(job, 1));
    }

    public async Task<IReadOnlyList<string>> AlertsAsync(string house) => await Town.ReadAsync(Town.Technician, async s =>
    {
        var parts = new List<string>();
        foreach (var contributor in s.GetServices<IAccountHeaderContributor>())
            parts.AddRange((await contributor.HeaderAsync(_street.AccountId(house))).Alerts.Select(a => a.Text));
        return parts;
    });

    public async Task<IReadOnlyList<TodayQueue>> QueuesAsync() => await Town.ReadAsync(Town.Technician, s => s.GetServices<ITodayQueueContributor>().OfType<EmailQueues>().Single().QueuesAsync(CancellationToken.None));

    private async Task RunAsync(string period, DateOnly readOn, decimal read)
    {
        await _street.ImportAsync(_street.ReadFile(readOn, [.. _houses.Select(h => (h, (decimal?)read))]), $"{period}.csv");
        var run = await _street.StartAndCalculateAsync(period);
        await _street.RequestApprovalAsync(run);
        await _street.ApproveAsync(run);
        await _street.PostAsync(run);
        await Town.InScopeAsync(Town.Technician, async s => { await s.GetRequiredService<StatementProcessor>().FreezeAsync(run); return true; });
        Run = run;
    }
}
