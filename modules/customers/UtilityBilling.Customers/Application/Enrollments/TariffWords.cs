using Microsoft.Extensions.Localization;
using UtilityBilling.Customers.Premises;
using UtilityBilling.Localization;
using UtilityBilling.Settings;
using UtilityBilling.Timing;

namespace UtilityBilling.Customers.Enrollments;

/// <summary>The programmes and facts that tariffs name, gathered from whoever keeps the tariffs; with the facts that the town keeps besides.</summary>
internal sealed class TariffWords(IEnumerable<IProgramChoices> programs, IEnumerable<IFactChoices> facts, ISettingProvider settings, IClock clock, IStringLocalizer texts)
{
    private IReadOnlyList<ProgramChoice>? _programs;

    /// <summary>The labels of all programmes by code.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ProgramsAsync(CancellationToken cancellationToken) =>
        (await AllProgramsAsync(cancellationToken).ConfigureAwait(false)).ToDictionary(p => p.Code, p => p.Label);

    /// <summary>The programmes of today's tariffs and of those to come.</summary>
    public async Task<IReadOnlyList<ProgramChoice>> OfferedAsync(CancellationToken cancellationToken) => [.. (await AllProgramsAsync(cancellationToken).ConfigureAwait(false)).Where(p => p.IsOffered)];

    /// <summary>Facts that a tariff asks for first, then what the town keeps besides.</summary>
    public async Task<IReadOnlyList<FactChoice>> FactsAsync(CancellationToken cancellationToken)
    {
        var all = new List<FactChoice>();
        foreach (var source in facts)
            all.AddRange(await source.ListAsync(clock.Today, cancellationToken).ConfigureAwait(false));
        var own = (await settings.GetAsync(CustomersSettings.FactNames, cancellationToken: cancellationToken).ConfigureAwait(false)).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return [.. all.Where(f => f.IsAskedFor), .. own.Where(name => all.TrueForAll(f => f.Name != name)).Select(Unasked), .. all.Where(f => !f.IsAskedFor)];
    }

    /// <summary>A fact that no tariff asks for is any word.</summary>
    public FactChoice Unasked(string name) => new(name, texts.Word($"Customers:Fact.{name}", name), FactKind.Word, [], false);

    private async Task<IReadOnlyList<ProgramChoice>> AllProgramsAsync(CancellationToken cancellationToken)
    {
        if (_programs is not null)
            return _programs;
        var all = new List<ProgramChoice>();
        foreach (var source in programs)
            all.AddRange(await source.ListAsync(clock.Today, cancellationToken).ConfigureAwait(false));
        return _programs = all;
    }
}
