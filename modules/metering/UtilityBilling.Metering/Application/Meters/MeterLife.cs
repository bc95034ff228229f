using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using UtilityBilling.Customers.Services;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Metering.ReadImports;
using UtilityBilling.Metering.Reads;
using UtilityBilling.Timing;

namespace UtilityBilling.Metering.Meters;

/// <summary>A meter's own story: where it stood, what its registers were, what they showed.</summary>
internal sealed class MeterLife(IUtilityBillingDbContext context, ReviewQueries history, IServicePointDirectory points, FindingTexts findings, IStringLocalizer texts, IClock clock)
{
    private const int ReadsShown = 200;

    public async Task<MeterDto> GetAsync(Guid meterId, CancellationToken cancellationToken)
    {
        var meter = await context.Set<Meter>().AsNoTracking().SingleOrDefaultAsync(m => m.Id == meterId, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(Meter), meterId);
        var installations = await context.Set<MeterInstallation>().AsNoTracking().Where(i => i.MeterId == meterId).OrderBy(i => i.From).ThenBy(i => i.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        var installationIds = installations.ConvertAll(i => i.Id);
        var registers = await context.Set<RegisterInstallation>().AsNoTracking().Where(r => installationIds.Contains(r.InstallationId)).OrderBy(r => r.From).ThenBy(r => r.RegisterNumber).ToListAsync(cancellationToken).ConfigureAwait(false);
        var registerIds = registers.ConvertAll(r => r.Id);
        var reads = await context.Set<Read>().AsNoTracking().Where(r => registerIds.Contains(r.RegisterId)).OrderByDescending(r => r.Date).ThenByDescending(r => r.Id).Take(ReadsShown).ToListAsync(cancellationToken).ConfigureAwait(false);
        var places = await points.ByIdsAsync([.. installations.Select(i => i.ServicePointId).Distinct()], clock.Today, cancellationToken).ConfigureAwait(false);
        var current = installations.Find(i => i.To is null);
        var inUse = registers.FindAll(r => r.To is null);
        var usage = inUse.Count == 0 ? [] : (await history.HistoryAsync([inUse[0].Id], cancellationToken).ConfigureAwait(false)).GetValueOrDefault(inUse[0].Id, []);
        return new MeterDto(
            meter.Id, meter.SerialNumber, meter.EndpointId, meter.Size, meter.Manufacturer, meter.Model, meter.Status, current is null ? null : Place(current, places.GetValueOrDefault(current.ServicePointId)),
            inUse.ConvertAll(r => new RegisterDto(r.Id, r.RegisterNumber, r.Multiplier, r.Dials, r.Decimals, r.Unit, r.InRead, r.From, r.ZeroIsNormal)),
            [.. Events(installations, registers, reads, places).OrderByDescending(e => e.Date).ThenBy(e => e.Kind == MeterEventKind.Read ? 1 : 0)], usage);
    }

    private static MeterPlaceDto Place(MeterInstallation installation, ServicePointCard? card) =>
        new(installation.ServicePointId, card?.Service ?? "", card?.Address ?? "", card?.AccountNumber, card?.AccountId, installation.From);

    private IEnumerable<MeterEventDto> Events(List<MeterInstallation> installations, List<RegisterInstallation> registers, List<Read> reads, IReadOnlyDictionary<Guid, ServicePointCard> places)
    {
        foreach (var installation in installations)
        {
            var address = places.GetValueOrDefault(installation.ServicePointId)?.Address ?? "";
            yield return Happened(installation.From, MeterEventKind.Installed, texts["Metering:MeterLife.Installed", address]);
            if (installation.To is { } to)
                yield return Happened(to, MeterEventKind.Removed, texts["Metering:MeterLife.Removed", address]);
        }

        foreach (var register in registers)
            yield return Happened(register.From, MeterEventKind.RegisterChanged, RegisterText(register)) with { Value = register.InRead, Unit = register.Unit };
        var units = registers.ToDictionary(r => r.Id, r => r.Unit);
        foreach (var read in reads)
            yield return new MeterEventDto(read.Date, MeterEventKind.Read, findings.Sentences(read.Findings), read.Value, read.Usage, read.Days, units[read.RegisterId], read.Kind, read.Source, read.State, read.Reason, read.ReadFileId);
    }

    private string RegisterText(RegisterInstallation register) => texts[
        "Metering:MeterLife.Register", register.RegisterNumber, register.Dials, register.Decimals, register.Multiplier.ToString("0.######", CultureInfo.InvariantCulture), register.Unit];

    private static MeterEventDto Happened(DateOnly date, MeterEventKind kind, string text) => new(date, kind, text, null, null, null, null, null, null, null, null, null);
}
