using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Npgsql;
using UtilityBilling.Authorization;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Customers.Customers;
using UtilityBilling.Customers.Search;
using UtilityBilling.Customers.Services;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Customers.Moves;

internal sealed class MoveAppService(
    IUtilityBillingDbContext context, MoveInDrafts drafts, OldDebtFinder debts, AgreementWriter agreements, Departures departures, MoveOuts moveOuts, LandlordReversion reversion, CarriedEnrollments carried,
    AccountNumbers accountNumbers, CustomersSearchDocuments search, ChoiceNames names, IPermissionChecker permissions, IOwnAccounts own, ICurrentUser user, IClock clock, IGuidGenerator guids, IStringLocalizer texts) : IMoveAppService
{
    public async Task<MoveInDraft> DraftAsync(Guid premiseId, DateOnly on, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Moves.Manage, cancellationToken).ConfigureAwait(false);
        return await drafts.CreateAsync(premiseId, on, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<OldDebtDto>> OldDebtsAsync(MoveInInput input, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Moves.Manage, cancellationToken).ConfigureAwait(false);
        return await debts.NewcomerAsync(input, cancellationToken).ConfigureAwait(false) is { } newcomer ? await debts.FindAsync(newcomer, cancellationToken).ConfigureAwait(false) : [];
    }

    public async Task<IReadOnlyList<OldDebtDto>> OldDebtsOfAsync(Guid occupancyId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.View, cancellationToken).ConfigureAwait(false);
        var occupancy = await context.FindOrThrowAsync<Occupancy>(occupancyId, cancellationToken).ConfigureAwait(false);
        return await DebtsOfAccountAsync(occupancy.AccountId, cancellationToken).ConfigureAwait(false);
    }

    public async Task<MoveInResult> MoveInAsync(MoveInInput input, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Moves.Manage, cancellationToken).ConfigureAwait(false);
        var on = input.On ?? throw new ArgumentException("The form requires the day.", nameof(input));
        var premise = await context.FindOrThrowAsync<Premise>(input.PremiseId ?? throw new BusinessException(CustomersErrorCodes.MoveIn.PremiseMissing), cancellationToken).ConfigureAwait(false);
        var points = await drafts.PointsAsync(premise.Id, cancellationToken).ConfigureAwait(false);
        await RequireNamedAsync(input, cancellationToken).ConfigureAwait(false);
        var services = input.ChargesOnly ? [] : MoveInRules.Check(input.Services, points, await names.RatesAsync(on, cancellationToken).ConfigureAwait(false));
        var newcomer = await debts.NewcomerAsync(input, cancellationToken).ConfigureAwait(false) ?? throw new BusinessException(CustomersErrorCodes.MoveIn.CustomerMissing);
        var isPending = input.KeepPending || on > clock.Today;
        var reason = isPending ? null : await CheckOldDebtAsync(await debts.FindAsync(newcomer, cancellationToken).ConfigureAwait(false), input.OverrideReason, cancellationToken).ConfigureAwait(false);

        if (!input.ChargesOnly)
            await reversion.MakeWayAsync(premise.Id, on, cancellationToken).ConfigureAwait(false);
        if (input is { EndPresentOccupant: true, ChargesOnly: false } && await drafts.PresentAsync(premise.Id, on, cancellationToken).ConfigureAwait(false) is { } present && present.From < on)
        {
            await departures.EndAsync(present.OccupancyId, on, null, texts["Customers:MoveIn.EndedByNext"], cancellationToken).ConfigureAwait(false);
            // The database compares each new agreement with the ended ones, so these must be there first.
            await context.SaveAsync(cancellationToken).ConfigureAwait(false);
        }
        var (account, customerId) = await AccountAsync(input, on, cancellationToken).ConfigureAwait(false);
        await own.RefuseAsync([account.Id], cancellationToken).ConfigureAwait(false);
        var occupancy = new Occupancy
        {
            Id = guids.Create(),
            AccountId = account.Id,
            PremiseId = premise.Id,
            From = on,
            Role = input.Role,
            OwnerCopy = input.OwnerCopy,
            Status = isPending ? OccupancyStatus.Pending : OccupancyStatus.Active,
            CollectionStage = CollectionStages.None,
            OverrideReason = reason,
            OverrideBy = reason is null ? null : user.Required.UserId,
        };
        context.Set<Occupancy>().Add(occupancy);
        await agreements.OpenAsync(occupancy, services, null, cancellationToken).ConfigureAwait(false);
        await carried.CarryAsync(account.Id, premise.Id, on, cancellationToken).ConfigureAwait(false);
        await SaveMoveInAsync(premise, on, cancellationToken).ConfigureAwait(false);
        if (!isPending)
            await TurnOnAsync(occupancy.Id, cancellationToken).ConfigureAwait(false);
        await search.CustomersAsync([customerId], cancellationToken).ConfigureAwait(false);
        return new MoveInResult(account.Id, account.Number, occupancy.Id, occupancy.Status);
    }

    public async Task RequireOccupancyAsync(Guid accountId, Guid occupancyId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.View, cancellationToken).ConfigureAwait(false);
        await context.FindOrThrowAsync<Account>(accountId, cancellationToken).ConfigureAwait(false);
        if ((await context.FindOrThrowAsync<Occupancy>(occupancyId, cancellationToken).ConfigureAwait(false)).AccountId != accountId)
            throw new EntityNotFoundException(typeof(Occupancy), occupancyId);
    }

    public async Task ActivateAsync(Guid occupancyId, ActivateInput input, CancellationToken cancellationToken = default)
    {
        if (!await permissions.IsGrantedAsync(CustomersPermissions.Moves.OverrideOldDebt, cancellationToken).ConfigureAwait(false))
            await permissions.CheckAsync(CustomersPermissions.Moves.Manage, cancellationToken).ConfigureAwait(false);
        var occupancy = await context.FindOrThrowAsync<Occupancy>(occupancyId, cancellationToken).ConfigureAwait(false);
        occupancy.NotStale(input.Version);
        await own.RefuseAsync([occupancy.AccountId], cancellationToken).ConfigureAwait(false);
        if (occupancy.Status != OccupancyStatus.Pending)
            throw new BusinessException(CustomersErrorCodes.MoveIn.NotPending);
        if (occupancy.From > clock.Today)
            throw new BusinessException(CustomersErrorCodes.MoveIn.TooEarly).WithData("From", Iso(occupancy.From));

        var reason = await CheckOldDebtAsync(await DebtsOfAccountAsync(occupancy.AccountId, cancellationToken).ConfigureAwait(false), input.OverrideReason, cancellationToken).ConfigureAwait(false);
        occupancy.Status = OccupancyStatus.Active;
        if (reason is not null)
            (occupancy.OverrideReason, occupancy.OverrideBy) = (reason, user.Required.UserId);
        await TurnOnAsync(occupancy.Id, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<FinalReadPlace>> FinalReadsAsync(Guid occupancyId, DateOnly on, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Moves.Manage, cancellationToken).ConfigureAwait(false);
        return await moveOuts.ReadsAsync(occupancyId, on, cancellationToken).ConfigureAwait(false);
    }

    public async Task<MoveOutEffect> MoveOutEffectAsync(MoveOutInput input, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Moves.Manage, cancellationToken).ConfigureAwait(false);
        return await moveOuts.EffectAsync(input, cancellationToken).ConfigureAwait(false);
    }

    public async Task MoveOutAsync(MoveOutInput input, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Moves.Manage, cancellationToken).ConfigureAwait(false);
        await moveOuts.MoveOutAsync(input, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<UndoMoveOutEffect>> UndoChoicesAsync(Guid accountId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Moves.Manage, cancellationToken).ConfigureAwait(false);
        return await moveOuts.UndoChoicesAsync(accountId, cancellationToken).ConfigureAwait(false);
    }

    public async Task UndoMoveOutAsync(Guid occupancyId, UndoMoveOutInput input, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Moves.Manage, cancellationToken).ConfigureAwait(false);
        await moveOuts.UndoAsync(occupancyId, input, cancellationToken).ConfigureAwait(false);
    }

    public async Task VoidAsync(Guid occupancyId, VoidInput input, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Moves.Manage, cancellationToken).ConfigureAwait(false);
        var reason = input.Reason.Trimmed() ?? throw new BusinessException(CustomersErrorCodes.Void.ReasonMissing).ForField("Void.Reason");
        var occupancy = await context.FindOrThrowAsync<Occupancy>(occupancyId, cancellationToken).ConfigureAwait(false);
        occupancy.NotStale(input.Version);
        await own.RefuseAsync([occupancy.AccountId], cancellationToken).ConfigureAwait(false);
        if (occupancy.Status is not (OccupancyStatus.Pending or OccupancyStatus.Active))
            throw new BusinessException(CustomersErrorCodes.Void.AlreadyEnded);

        await departures.VoidAsync(occupancy, reason, cancellationToken).ConfigureAwait(false);
        await context.SaveAsync(cancellationToken).ConfigureAwait(false);
        await reversion.FillAsync(occupancy.PremiseId, occupancy.From, cancellationToken).ConfigureAwait(false);
        await search.AccountsAsync([occupancy.AccountId], cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<MoveOutChoice>> MoveOutChoicesAsync(Guid accountId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Moves.Manage, cancellationToken).ConfigureAwait(false);
        var found = await context.Set<Occupancy>().AsNoTracking().Where(o => o.AccountId == accountId && o.Status == OccupancyStatus.Active)
            .Join(context.Set<Premise>(), o => o.PremiseId, p => p.Id, (o, p) => new { Occupancy = o, p.AddressLine, p.Unit })
            .OrderByDescending(x => x.Occupancy.From).ThenBy(x => x.Occupancy.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. found.Select(x => new MoveOutChoice(
            x.Occupancy.Id, x.Occupancy.PremiseId, string.Join(' ', new[] { x.AddressLine, x.Unit }.OfType<string>()), x.Occupancy.From, x.Occupancy.To, x.Occupancy.Status, x.Occupancy.Version))];
    }

    /// <summary>Whatever the form names is the town's own, before anything is judged.</summary>
    private async Task RequireNamedAsync(MoveInInput input, CancellationToken cancellationToken)
    {
        foreach (var service in input.Services)
        {
            await names.RequireAsync(service.CycleId, service.RouteId, cancellationToken).ConfigureAwait(false);
            if (service.ServicePointId is { } point)
                await context.FindOrThrowAsync<ServicePoint>(point, cancellationToken).ConfigureAwait(false);
            if (service.FormerAgreementId is { } former)
                await context.FindOrThrowAsync<ServiceAgreement>(former, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task TurnOnAsync(Guid occupancyId, CancellationToken cancellationToken)
    {
        await reversion.TurnOnAsync(occupancyId, cancellationToken).ConfigureAwait(false);
        await context.SaveAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The reason to keep when an old debt was overridden; null where none stood in the way.</summary>
    private async Task<string?> CheckOldDebtAsync(IReadOnlyList<OldDebtDto> owed, string? reason, CancellationToken cancellationToken)
    {
        var mayOverride = await permissions.IsGrantedAsync(CustomersPermissions.Moves.OverrideOldDebt, cancellationToken).ConfigureAwait(false);
        OldDebtRule.Check(owed, reason, mayOverride);
        return owed.Any(d => d.StandsInTheWay) ? reason.Trimmed() : null;
    }

    private async Task<IReadOnlyList<OldDebtDto>> DebtsOfAccountAsync(Guid accountId, CancellationToken cancellationToken)
    {
        var account = await context.FindOrThrowAsync<Account>(accountId, cancellationToken).ConfigureAwait(false);
        return await debts.FindAsync(await debts.NewcomerAsync(account.CustomerId, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    private async Task<(Account Account, Guid CustomerId)> AccountAsync(MoveInInput input, DateOnly on, CancellationToken cancellationToken)
    {
        if (input.AccountId is { } existing)
        {
            var kept = await context.FindOrThrowAsync<Account>(existing, cancellationToken).ConfigureAwait(false);
            return (kept, kept.CustomerId);
        }
        var customerId = input.CustomerId ?? CustomerWriter.Add(context, guids, input.NewCustomer!, "Input.NewCustomer").Id;
        var number = (await accountNumbers.TakeAsync(1, cancellationToken).ConfigureAwait(false))[0];
        var account = new Account { Id = guids.Create(), Number = number, CustomerId = customerId, OpenedOn = on, Delivery = input.Delivery };
        context.Set<Account>().Add(account);
        return (account, customerId);
    }

    /// <summary>The database is the last to look: two services of one kind never overlap at one place.</summary>
    private async Task SaveMoveInAsync(Premise premise, DateOnly on, CancellationToken cancellationToken)
    {
        try
        {
            await context.SaveAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DbUpdateException error) when (error.InnerException is PostgresException { SqlState: PostgresErrorCodes.ExclusionViolation })
        {
            throw new BusinessException(CustomersErrorCodes.MoveIn.SomebodyStillThere, error).WithData("Address", premise.AddressLine).WithData("On", Iso(on)).ForField("Input.On");
        }
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
