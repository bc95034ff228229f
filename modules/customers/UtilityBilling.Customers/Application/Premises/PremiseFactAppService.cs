using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using UtilityBilling.Auditing;
using UtilityBilling.Authorization;
using UtilityBilling.Customers.Enrollments;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Customers.Premises;

internal sealed class PremiseFactAppService(
    IUtilityBillingDbContext context, TariffWords words, IPermissionChecker permissions, IOwnAccounts own, IAuditScope audit, ICurrentUser user, IClock clock, IGuidGenerator guids) : IPremiseFactAppService
{
    public async Task<PremiseFactsDto> ListAsync(Guid premiseId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.View, cancellationToken).ConfigureAwait(false);
        var premise = await context.FindOrThrowAsync<Premise>(premiseId, cancellationToken).ConfigureAwait(false);
        var values = (await context.Set<PremiseFact>().AsNoTracking().Where(f => f.PremiseId == premiseId).ToListAsync(cancellationToken).ConfigureAwait(false)).ToLookup(f => f.Name);
        var known = await words.FactsAsync(cancellationToken).ConfigureAwait(false);
        var shown = known.ToLookup(f => f.IsAskedFor || values.Contains(f.Name));
        var facts = shown[true].Concat(values.Where(v => known.All(f => f.Name != v.Key)).Select(v => words.Unasked(v.Key)));
        return new PremiseFactsDto(premiseId, string.Join(' ', new[] { premise.AddressLine, premise.Unit }.OfType<string>()), [.. facts.Select(f => Values(f, values[f.Name]))], [.. shown[false]]);
    }

    public async Task<FactValuesDto> OfNameAsync(Guid premiseId, string name, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.View, cancellationToken).ConfigureAwait(false);
        await context.FindOrThrowAsync<Premise>(premiseId, cancellationToken).ConfigureAwait(false);
        var values = await context.Set<PremiseFact>().AsNoTracking().Where(f => f.PremiseId == premiseId && f.Name == name).ToListAsync(cancellationToken).ConfigureAwait(false);
        return Values(await ChoiceAsync(name, values.Count > 0, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(FactChoice), name), values);
    }

    public async Task<PremiseFactDto> GetAsync(Guid factId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.View, cancellationToken).ConfigureAwait(false);
        var fact = await context.FindOrThrowAsync<PremiseFact>(factId, cancellationToken).ConfigureAwait(false);
        return Value(await ChoiceOfAsync(fact, cancellationToken).ConfigureAwait(false), fact);
    }

    public async Task<PremiseFactDto> AddAsync(Guid premiseId, PremiseFactInput input, CancellationToken cancellationToken = default)
    {
        await MayChangeAsync(premiseId, cancellationToken).ConfigureAwait(false);
        var name = input.Name.Trim();
        var from = input.From ?? throw new ArgumentException("The form requires the day.", nameof(input));
        var others = await OthersAsync(premiseId, name, null, cancellationToken).ConfigureAwait(false);
        var choice = await ChoiceAsync(name, others.Count > 0, cancellationToken).ConfigureAwait(false) ?? throw new BusinessException(CustomersErrorCodes.Fact.Unknown).WithData("Name", name).ForField("Input.Name");
        var value = FactValues.Read(choice, input.Value, "Input.Value");
        CheckDays(from, input.To, "Input");
        if (others.Exists(f => f.From == from))
            throw new BusinessException(CustomersErrorCodes.Fact.SameDay).WithData("Fact", choice.Label).WithData("From", Iso(from)).ForField("Input.From");
        var later = others.Find(f => f.From > from);
        if (input.To > later?.From)
            throw Overlap(choice, later!, "Input.To");

        foreach (var former in others.Where(f => f.From < from && (f.To is null || f.To > from)))
            former.To = from;
        await SaveAsync(choice, cancellationToken).ConfigureAwait(false);
        var fact = new PremiseFact
        {
            Id = guids.Create(),
            PremiseId = premiseId,
            Name = name,
            Value = value,
            From = from,
            To = input.To ?? later?.From,
            Source = input.Source.Trim(),
            EnteredBy = user.Required.UserId,
            EnteredAt = clock.UtcNow,
        };
        audit.Reason = fact.Source;
        context.Set<PremiseFact>().Add(fact);
        await SaveAsync(choice, cancellationToken).ConfigureAwait(false);
        return Value(choice, fact);
    }

    public async Task<PremiseFactDto> CorrectAsync(Guid factId, CorrectFactInput input, CancellationToken cancellationToken = default)
    {
        var fact = await ChangeableAsync(factId, input.Version, input.Reason, cancellationToken).ConfigureAwait(false);
        var choice = await ChoiceOfAsync(fact, cancellationToken).ConfigureAwait(false);
        var value = FactValues.Read(choice, input.Value, "Correct.Value");
        var from = input.From ?? throw new ArgumentException("The form requires the day.", nameof(input));
        CheckDays(from, input.To, "Correct");
        var others = await OthersAsync(fact.PremiseId, fact.Name, factId, cancellationToken).ConfigureAwait(false);
        var former = others.Find(f => f.To == fact.From && f.From < from);
        if (others.Find(f => f != former && (input.To is null || f.From < input.To) && (f.To is null || f.To > from)) is { } other)
            throw Overlap(choice, other, other.From < from ? "Correct.From" : "Correct.To");

        // The value before it makes room first, or follows afterwards: the database looks at each step.
        if (former is not null && from < fact.From)
        {
            former.To = from;
            await SaveAsync(choice, cancellationToken).ConfigureAwait(false);
        }
        (fact.Value, fact.From, fact.To, fact.Source) = (value, from, input.To, input.Source.Trim());
        await SaveAsync(choice, cancellationToken).ConfigureAwait(false);
        if (former is not null)
            former.To = from;
        await SaveAsync(choice, cancellationToken).ConfigureAwait(false);
        return Value(choice, fact);
    }

    public async Task EndAsync(Guid factId, EndFactInput input, CancellationToken cancellationToken = default)
    {
        var fact = await ChangeableAsync(factId, input.Version, input.Reason, cancellationToken).ConfigureAwait(false);
        var on = input.On ?? throw new ArgumentException("The form requires the day.", nameof(input));
        if (on <= fact.From || on >= fact.To)
            throw new BusinessException(CustomersErrorCodes.Fact.EndOutside).WithData("From", Iso(fact.From)).ForField("End.On");
        fact.To = on;
        await context.SaveAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task RemoveAsync(Guid factId, RemoveFactInput input, CancellationToken cancellationToken = default)
    {
        var fact = await ChangeableAsync(factId, input.Version, input.Reason, cancellationToken).ConfigureAwait(false);
        var choice = await ChoiceOfAsync(fact, cancellationToken).ConfigureAwait(false);
        var former = (await OthersAsync(fact.PremiseId, fact.Name, factId, cancellationToken).ConfigureAwait(false)).Find(f => f.To == fact.From);
        context.Set<PremiseFact>().Remove(fact);
        await SaveAsync(choice, cancellationToken).ConfigureAwait(false);
        if (former is not null)
            former.To = fact.To;
        await SaveAsync(choice, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Facts make bills: nobody changes those of the place they live in.</summary>
    private async Task MayChangeAsync(Guid premiseId, CancellationToken cancellationToken)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.Edit, cancellationToken).ConfigureAwait(false);
        await context.FindOrThrowAsync<Premise>(premiseId, cancellationToken).ConfigureAwait(false);
        var today = clock.Today;
        var accounts = await context.Set<Occupancy>().Where(o => o.PremiseId == premiseId && o.Status != OccupancyStatus.Voided && (o.To == null || o.To > today)).Select(o => o.AccountId).Distinct().ToListAsync(cancellationToken).ConfigureAwait(false);
        await own.RefuseAsync(accounts, cancellationToken).ConfigureAwait(false);
    }

    private async Task<PremiseFact> ChangeableAsync(Guid factId, uint version, string reason, CancellationToken cancellationToken)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.Edit, cancellationToken).ConfigureAwait(false);
        var fact = await context.FindOrThrowAsync<PremiseFact>(factId, cancellationToken).ConfigureAwait(false);
        await MayChangeAsync(fact.PremiseId, cancellationToken).ConfigureAwait(false);
        fact.NotStale(version);
        audit.Reason = reason.Trim();
        return fact;
    }

    /// <summary>The fact as tariffs ask for it. One that nobody asks for or keeps is not offered, but what the premise has of it stays to be seen.</summary>
    private async Task<FactChoice?> ChoiceAsync(string name, bool isRecorded, CancellationToken cancellationToken) =>
        (await words.FactsAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault(f => f.Name == name) ?? (isRecorded ? words.Unasked(name) : null);

    private async Task<FactChoice> ChoiceOfAsync(PremiseFact fact, CancellationToken cancellationToken) => (await ChoiceAsync(fact.Name, true, cancellationToken).ConfigureAwait(false))!;

    private Task<List<PremiseFact>> OthersAsync(Guid premiseId, string name, Guid? except, CancellationToken cancellationToken) =>
        context.Set<PremiseFact>().Where(f => f.PremiseId == premiseId && f.Name == name && f.Id != except).OrderBy(f => f.From).ToListAsync(cancellationToken);

    /// <summary>The database is the last to look: two people may enter the same fact at the same moment.</summary>
    private async Task SaveAsync(FactChoice fact, CancellationToken cancellationToken)
    {
        try
        {
            await context.SaveAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DbUpdateException error) when (error.InnerException is PostgresException { SqlState: PostgresErrorCodes.ExclusionViolation or PostgresErrorCodes.UniqueViolation })
        {
            throw new BusinessException(CustomersErrorCodes.Fact.OverlapNow, error).WithData("Fact", fact.Label);
        }
    }

    private static void CheckDays(DateOnly from, DateOnly? to, string form)
    {
        if (to <= from)
            throw new BusinessException(CustomersErrorCodes.Fact.EndNotAfterStart).WithData("From", Iso(from)).WithData("To", Iso(to)).ForField($"{form}.To");
    }

    private static BusinessException Overlap(FactChoice fact, PremiseFact other, string field) =>
        new BusinessException(other.To is null ? CustomersErrorCodes.Fact.OverlapOpen : CustomersErrorCodes.Fact.Overlap).WithData("Fact", fact.Label).WithData("From", Iso(other.From)).WithData("To", Iso(other.To)).ForField(field);

    private FactValuesDto Values(FactChoice choice, IEnumerable<PremiseFact> values) =>
        new(choice, [.. values.Select(f => Value(choice, f)).OrderBy(f => f.State).ThenBy(f => f.State == FactState.Ended ? -f.From.DayNumber : f.From.DayNumber)]);

    private PremiseFactDto Value(FactChoice choice, PremiseFact fact) => new(
        fact.Id, fact.PremiseId, fact.Name, choice.Label, choice.Kind, fact.Value, fact.From, fact.To, fact.Source,
        fact.From > clock.Today ? FactState.Upcoming : fact.To <= clock.Today ? FactState.Ended : FactState.InForce, FactValues.IsNamed(choice, fact.Value), fact.Version);

    private static string Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
