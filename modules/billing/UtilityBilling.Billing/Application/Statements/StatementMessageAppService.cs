using Microsoft.EntityFrameworkCore;
using UtilityBilling.Authorization;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.Statements;

internal sealed class StatementMessageAppService(
    IUtilityBillingDbContext database, IAccountDirectory accounts, IPermissionChecker permissions, ICurrentUser user, IGuidGenerator guids, IClock clock) : IStatementMessageAppService
{
    private const int MostShown = 300;

    public async Task<IReadOnlyList<StatementMessageDto>> ListAsync(CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Bills.View, cancellationToken).ConfigureAwait(false);
        var today = clock.Today;
        var messages = await database.Set<StatementMessage>().AsNoTracking().OrderBy(m => m.Through != null && m.Through < today).ThenByDescending(m => m.From).ThenBy(m => m.Id).Take(MostShown).ToListAsync(cancellationToken).ConfigureAwait(false);
        var cycles = await database.Set<Cycle>().AsNoTracking().ToDictionaryAsync(c => c.Id, c => c.Code, cancellationToken).ConfigureAwait(false);
        var cards = await accounts.ByAccountAsync([.. messages.Where(m => m.AccountId != null).Select(m => m.AccountId!.Value).Distinct()], cancellationToken).ConfigureAwait(false);
        return [.. messages.Select(m => new StatementMessageDto(
            m.Id, m.Scope, m.CycleId is { } cycle ? cycles[cycle] : m.AccountId is { } account ? cards.GetValueOrDefault(account)?.Number : m.CustomerClass, m.English, m.Spanish, m.From, m.Through, m.Through < today, m.WrittenByName))];
    }

    public async Task AddAsync(StatementMessageInput input, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Bills.Messages, cancellationToken).ConfigureAwait(false);
        ArgumentNullException.ThrowIfNull(input);
        if (input.Through < input.From)
            throw new BusinessException("Billing:Message.EndsBeforeItBegins").ForField("Input.Through");
        var account = input.Scope == MessageScope.Account ? await AccountAsync(input.AccountNumber, cancellationToken).ConfigureAwait(false) : (Guid?)null;
        if (input.CycleId is { } cycle && !await database.Set<Cycle>().AnyAsync(c => c.Id == cycle, cancellationToken).ConfigureAwait(false))
            throw new EntityNotFoundException(typeof(Cycle), cycle);
        if (input.Scope == MessageScope.Cycle && input.CycleId is null)
            throw new BusinessException("Billing:Message.ChooseCycle").ForField("Input.CycleId");
        if (input.Scope == MessageScope.CustomerClass && string.IsNullOrWhiteSpace(input.CustomerClass))
            throw new BusinessException("Billing:Message.EnterClass").ForField("Input.CustomerClass");
        database.Set<StatementMessage>().Add(new StatementMessage
        {
            Id = guids.Create(),
            Scope = input.Scope,
            CycleId = input.Scope == MessageScope.Cycle ? input.CycleId : null,
            CustomerClass = input.Scope == MessageScope.CustomerClass ? input.CustomerClass!.Trim() : null,
            AccountId = account,
            English = input.English!.Trim(),
            Spanish = string.IsNullOrWhiteSpace(input.Spanish) ? null : input.Spanish.Trim(),
            From = input.From ?? clock.Today,
            Through = input.Through,
            WrittenByName = user.Required.DisplayName,
        });
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task EndAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Bills.Messages, cancellationToken).ConfigureAwait(false);
        var message = await database.Set<StatementMessage>().SingleOrDefaultAsync(m => m.Id == id, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(StatementMessage), id);
        // One that has not begun ends the day before it would have: it never stood on a bill.
        var yesterday = clock.Today.AddDays(-1);
        message.Through = message.From > yesterday ? message.From.AddDays(-1) : yesterday;
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<Guid> AccountAsync(string? number, CancellationToken cancellationToken) =>
        string.IsNullOrWhiteSpace(number) || await accounts.FindAsync(number, cancellationToken).ConfigureAwait(false) is not { } card
            ? throw new BusinessException("Billing:Message.NoSuchAccount").ForField("Input.AccountNumber").WithData("Account", number ?? "")
            : card.AccountId;
}
