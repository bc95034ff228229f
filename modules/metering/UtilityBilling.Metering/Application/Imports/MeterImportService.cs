using UtilityBilling.Auditing;
using UtilityBilling.Authorization;
using UtilityBilling.Errors;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Search;

namespace UtilityBilling.Metering.Imports;

internal sealed class MeterImportService(BulkWriter database, ICurrentTenant tenant, IPermissionChecker permissions, ISearchIndex search) : IMeterImportService
{
    private const int RowsWorthCounting = 1000;

    public async Task<MeterImportResult> ImportAsync(MeterImportBatch batch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        await permissions.CheckAsync(MeteringPermissions.Meters.Edit, cancellationToken).ConfigureAwait(false);
        Check(batch);
        await RefuseTakenAsync(batch, cancellationToken).ConfigureAwait(false);
        var rows = new Dictionary<string, long>
        {
            ["routes"] = await RoutesAsync(batch, cancellationToken).ConfigureAwait(false),
            ["meters"] = await MetersAsync(batch, cancellationToken).ConfigureAwait(false),
            ["installations"] = await InstallationsAsync(batch, cancellationToken).ConfigureAwait(false),
            ["registers"] = await RegistersAsync(batch, cancellationToken).ConfigureAwait(false),
        };
        await search.ReplaceAsync([.. batch.Meters.Select(m => MeterSearch.Document(m.Id, m.SerialNumber, m.EndpointId, m.LegacyId))], cancellationToken).ConfigureAwait(false);
        return new MeterImportResult(rows);
    }

    private static void Check(MeterImportBatch batch)
    {
        if (batch.Meters.GroupBy(m => m.SerialNumber).FirstOrDefault(g => g.Skip(1).Any()) is { } twice)
            throw new BusinessException(MeteringErrorCodes.SerialTaken).WithData("Serial", twice.Key);
        if (batch.Routes.GroupBy(r => r.Code).FirstOrDefault(g => g.Skip(1).Any()) is { } route)
            throw new BusinessException(MeteringErrorCodes.RouteTaken).WithData("Route", route.Key);
        if (batch.Installations.FirstOrDefault(i => i.To <= i.From) is { } backwards)
            throw new BusinessException(MeteringErrorCodes.SpanBackwards).WithData("From", backwards.From).WithData("To", backwards.To);
        if (batch.Installations.FirstOrDefault(i => i.Registers.Count == 0) is { } bare)
            throw new BusinessException(MeteringErrorCodes.NoRegister).WithData("From", bare.From);
        foreach (var register in batch.Installations.SelectMany(i => i.Registers))
            RegisterRules.Check(register.Dials, register.Decimals, register.Multiplier, register.Unit, register.InRead, register.OutRead);
    }

    private async Task RefuseTakenAsync(MeterImportBatch batch, CancellationToken cancellationToken)
    {
        var serial = await database.QueryAsync(
            "select serial_number from metering.meters where tenant_id = $1 and serial_number = any($2) limit 1",
            [Arg.Of(tenant.Id), Arg.Texts(batch.Meters.Select(m => m.SerialNumber))], r => r.GetString(0), cancellationToken).ConfigureAwait(false);
        if (serial.Count > 0)
            throw new BusinessException(MeteringErrorCodes.SerialTaken).WithData("Serial", serial[0]);
        var code = await database.QueryAsync(
            "select code from metering.routes where tenant_id = $1 and code = any($2) limit 1",
            [Arg.Of(tenant.Id), Arg.Texts(batch.Routes.Select(m => m.Code))], r => r.GetString(0), cancellationToken).ConfigureAwait(false);
        if (code.Count > 0)
            throw new BusinessException(MeteringErrorCodes.RouteTaken).WithData("Route", code[0]);
        var standing = await database.QueryAsync(
            """
            select m.serial_number from metering.meter_installations i join metering.meters m on m.tenant_id = i.tenant_id and m.id = i.meter_id
            where i.tenant_id = $1 and i."to" is null and i.meter_id = any($2) limit 1
            """,
            [Arg.Of(tenant.Id), Arg.Ids(batch.Installations.Where(i => i.To is null).Select(i => i.MeterId))], r => r.GetString(0), cancellationToken).ConfigureAwait(false);
        if (standing.Count > 0)
            throw new BusinessException(MeteringErrorCodes.AlreadyInstalled).WithData("Serial", standing[0]);
    }

    private async Task<long> RoutesAsync(MeterImportBatch batch, CancellationToken cancellationToken)
    {
        if (batch.Routes.Count == 0)
            return 0;
        await database.StageAsync("route_import", [Stage.Uuid<RouteImport>("id", r => r.Id), Stage.Text<RouteImport>("code", r => r.Code), Stage.Text<RouteImport>("name", r => r.Name)], batch.Routes, cancellationToken).ConfigureAwait(false);
        return await WriteAsync("Routes.Import", batch, "insert into metering.routes (tenant_id, id, code, name) select $1, id, code, name from pg_temp.route_import", cancellationToken).ConfigureAwait(false);
    }

    private async Task<long> MetersAsync(MeterImportBatch batch, CancellationToken cancellationToken)
    {
        if (batch.Meters.Count == 0)
            return 0;
        await database.StageAsync(
            "meter_import",
            [
                Stage.Uuid<MeterImport>("id", m => m.Id), Stage.Text<MeterImport>("serial_number", m => m.SerialNumber), Stage.Text<MeterImport>("endpoint_id", m => m.EndpointId),
                Stage.Text<MeterImport>("size", m => m.Size), Stage.Text<MeterImport>("manufacturer", m => m.Manufacturer), Stage.Text<MeterImport>("model", m => m.Model),
                Stage.Text<MeterImport>("legacy_system", m => m.LegacySystem), Stage.Text<MeterImport>("legacy_id", m => m.LegacyId),
            ],
            batch.Meters,
            cancellationToken).ConfigureAwait(false);
        return await WriteAsync(
            "Meters.Import", batch,
            """
            insert into metering.meters (tenant_id, id, serial_number, endpoint_id, size, manufacturer, model, status, legacy_system, legacy_id)
            select $1, id, serial_number, endpoint_id, size, manufacturer, model, 'InStock', legacy_system, legacy_id from pg_temp.meter_import
            """,
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<long> InstallationsAsync(MeterImportBatch batch, CancellationToken cancellationToken)
    {
        if (batch.Installations.Count == 0)
            return 0;
        await database.StageAsync(
            "installation_import",
            [
                Stage.Uuid<InstallationImport>("id", i => i.Id), Stage.Uuid<InstallationImport>("meter_id", i => i.MeterId), Stage.Uuid<InstallationImport>("service_point_id", i => i.ServicePointId),
                Stage.Date<InstallationImport>("from_day", i => i.From), Stage.Date<InstallationImport>("to_day", i => i.To),
            ],
            batch.Installations,
            cancellationToken).ConfigureAwait(false);
        var written = await WriteAsync(
            "MeterInstallations.Import", batch,
            """
            insert into metering.meter_installations (tenant_id, id, meter_id, service_point_id, "from", "to")
            select $1, id, meter_id, service_point_id, from_day, to_day from pg_temp.installation_import
            """,
            cancellationToken).ConfigureAwait(false);
        await database.ExecuteAsync(
            "update metering.meters m set status = 'Installed' from pg_temp.installation_import i where m.tenant_id = $1 and m.id = i.meter_id and i.to_day is null",
            [Arg.Of(tenant.Id)], cancellationToken).ConfigureAwait(false);
        return written;
    }

    private async Task<long> RegistersAsync(MeterImportBatch batch, CancellationToken cancellationToken)
    {
        if (batch.Installations.Count == 0)
            return 0;
        await database.StageAsync(
            "register_import",
            [
                Stage.Uuid<RegisterRow>("id", r => r.Register.Id), Stage.Uuid<RegisterRow>("installation_id", r => r.Installation.Id), Stage.Uuid<RegisterRow>("service_point_id", r => r.Installation.ServicePointId),
                Stage.Text<RegisterRow>("register_number", r => r.Register.RegisterNumber), Stage.Number<RegisterRow>("multiplier", r => r.Register.Multiplier), Stage.Integer<RegisterRow>("dials", r => r.Register.Dials),
                Stage.Integer<RegisterRow>("decimals", r => r.Register.Decimals), Stage.Text<RegisterRow>("unit", r => r.Register.Unit), Stage.Number<RegisterRow>("in_read", r => r.Register.InRead),
                Stage.Number<RegisterRow>("out_read", r => r.Register.OutRead), Stage.Date<RegisterRow>("from_day", r => r.Installation.From), Stage.Date<RegisterRow>("to_day", r => r.Installation.To),
                Stage.Flag<RegisterRow>("zero_is_normal", r => r.Register.ZeroIsNormal),
            ],
            batch.Installations.SelectMany(i => i.Registers.Select(r => new RegisterRow(i, r))),
            cancellationToken).ConfigureAwait(false);
        return await WriteAsync(
            "Registers.Import", batch,
            """
            insert into metering.registers (tenant_id, id, installation_id, service_point_id, register_number, multiplier, dials, decimals, unit, in_read, out_read, "from", "to", zero_is_normal)
            select $1, id, installation_id, service_point_id, register_number, multiplier, dials, decimals, unit, in_read, out_read, from_day, to_day, zero_is_normal from pg_temp.register_import
            """,
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<long> WriteAsync(string action, MeterImportBatch batch, string sql, CancellationToken cancellationToken)
    {
        var written = await database.WriteAsync(sql, [Arg.Of(tenant.Id)], rows => new AuditSummary(action, batch.Id, rows), cancellationToken).ConfigureAwait(false);
        // The next table refers to this one.
        if (written > RowsWorthCounting)
            await database.AnalyzeAsync("metering", cancellationToken).ConfigureAwait(false);
        return written;
    }

    private sealed record RegisterRow(InstallationImport Installation, RegisterImport Register);
}
