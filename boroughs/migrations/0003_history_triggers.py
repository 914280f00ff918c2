import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

from boroughs.together import Together


class Migration(migrations.Migration):

    dependencies = [
        ('boroughs', '0002_tables_2'),
    ]

    operations = [
        Together(
            [
                pgtrigger.migrations.AddTrigger(
                    model_name='borough',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "boroughs_boroughevent" ("area_km2", "gss", "homepage", "id", "name", "official_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "population", "population_source", "register_code", "role_mailbox", "short_name", "slug", "tile_column", "tile_row") VALUES (NEW."area_km2", NEW."gss", NEW."homepage", NEW."id", NEW."name", NEW."official_name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."population", NEW."population_source", NEW."register_code", NEW."role_mailbox", NEW."short_name", NEW."slug", NEW."tile_column", NEW."tile_row"); RETURN NULL;', hash='2f4b6376237c26f6133c0115ec09847cc1dc0424', operation='INSERT', pgid='pgtrigger_insert_insert_aa5d2', table='boroughs_borough', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='borough',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "boroughs_boroughevent" ("area_km2", "gss", "homepage", "id", "name", "official_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "population", "population_source", "register_code", "role_mailbox", "short_name", "slug", "tile_column", "tile_row") VALUES (NEW."area_km2", NEW."gss", NEW."homepage", NEW."id", NEW."name", NEW."official_name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."population", NEW."population_source", NEW."register_code", NEW."role_mailbox", NEW."short_name", NEW."slug", NEW."tile_column", NEW."tile_row"); RETURN NULL;', hash='65dfbfa6c95f234827c6d924b83bb6c521737407', operation='UPDATE', pgid='pgtrigger_update_update_3a4ce', table='boroughs_borough', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='borough',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "boroughs_boroughevent" ("area_km2", "gss", "homepage", "id", "name", "official_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "population", "population_source", "register_code", "role_mailbox", "short_name", "slug", "tile_column", "tile_row") VALUES (OLD."area_km2", OLD."gss", OLD."homepage", OLD."id", OLD."name", OLD."official_name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."population", OLD."population_source", OLD."register_code", OLD."role_mailbox", OLD."short_name", OLD."slug", OLD."tile_column", OLD."tile_row"); RETURN NULL;', hash='2009f57238458248cada3f138add80689c4ec7ca', operation='DELETE', pgid='pgtrigger_delete_delete_626b5', table='boroughs_borough', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='buyername',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "boroughs_buyernameevent" ("borough_codes", "id", "kind", "name", "normalised", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."borough_codes", NEW."id", NEW."kind", NEW."name", NEW."normalised", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='6a1727ba967ec928a40f9f79dbb96570063c5e94', operation='INSERT', pgid='pgtrigger_insert_insert_48286', table='boroughs_buyername', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='buyername',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "boroughs_buyernameevent" ("borough_codes", "id", "kind", "name", "normalised", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."borough_codes", NEW."id", NEW."kind", NEW."name", NEW."normalised", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='15671eb2b46c21f5de71a4c35476df557a6dbd30', operation='UPDATE', pgid='pgtrigger_update_update_e29d0', table='boroughs_buyername', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='buyername',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "boroughs_buyernameevent" ("borough_codes", "id", "kind", "name", "normalised", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."borough_codes", OLD."id", OLD."kind", OLD."name", OLD."normalised", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='019c2309873dc275c2d5bac4882f81ed391c9d13', operation='DELETE', pgid='pgtrigger_delete_delete_36f4b', table='boroughs_buyername', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='procurementroute',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "boroughs_procurementrouteevent" ("code", "description", "id", "is_default", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."code", NEW."description", NEW."id", NEW."is_default", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='2f4255314fff7d2c11b750d3831dc3a2600e4afb', operation='INSERT', pgid='pgtrigger_insert_insert_6c381', table='boroughs_procurementroute', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='procurementroute',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "boroughs_procurementrouteevent" ("code", "description", "id", "is_default", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."code", NEW."description", NEW."id", NEW."is_default", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='7a0ea0fc8ddc60720e1792149d04c401c7baa897', operation='UPDATE', pgid='pgtrigger_update_update_9d859', table='boroughs_procurementroute', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='procurementroute',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "boroughs_procurementrouteevent" ("code", "description", "id", "is_default", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."code", OLD."description", OLD."id", OLD."is_default", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='ca7bff28d302ba3651bb42d2f8129e9d81cddd0f', operation='DELETE', pgid='pgtrigger_delete_delete_cf625', table='boroughs_procurementroute', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='threshold',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "boroughs_thresholdevent" ("amount", "code", "id", "includes_vat", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_url", "valid_from", "valid_to") VALUES (NEW."amount", NEW."code", NEW."id", NEW."includes_vat", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source", NEW."source_url", NEW."valid_from", NEW."valid_to"); RETURN NULL;', hash='8bc3733a49fa25efcbe8d1daecf27450619ad67a', operation='INSERT', pgid='pgtrigger_insert_insert_97388', table='boroughs_threshold', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='threshold',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "boroughs_thresholdevent" ("amount", "code", "id", "includes_vat", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_url", "valid_from", "valid_to") VALUES (NEW."amount", NEW."code", NEW."id", NEW."includes_vat", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."source_url", NEW."valid_from", NEW."valid_to"); RETURN NULL;', hash='a5f912d9e6e81adb1d4312cb2521cb0d8dd1a7c4', operation='UPDATE', pgid='pgtrigger_update_update_14c1c', table='boroughs_threshold', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='threshold',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "boroughs_thresholdevent" ("amount", "code", "id", "includes_vat", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_url", "valid_from", "valid_to") VALUES (OLD."amount", OLD."code", OLD."id", OLD."includes_vat", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source", OLD."source_url", OLD."valid_from", OLD."valid_to"); RETURN NULL;', hash='c3bdeab20a1b7ef8d0716726be864f998cc0e897', operation='DELETE', pgid='pgtrigger_delete_delete_04886', table='boroughs_threshold', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='person',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "boroughs_personevent" ("borough_id", "borough_roles", "date_joined", "email", "id", "is_active", "is_facilitator", "is_staff", "is_superuser", "is_suppliers_person", "left_on", "name", "organisation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."borough_id", NEW."borough_roles", NEW."date_joined", NEW."email", NEW."id", NEW."is_active", NEW."is_facilitator", NEW."is_staff", NEW."is_superuser", NEW."is_suppliers_person", NEW."left_on", NEW."name", NEW."organisation", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='fb43954faa9c4ea0408f65e8499f0929e20ccfa1', operation='INSERT', pgid='pgtrigger_insert_insert_0c272', table='boroughs_person', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='person',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."borough_id" IS DISTINCT FROM (NEW."borough_id") OR OLD."borough_roles" IS DISTINCT FROM (NEW."borough_roles") OR OLD."date_joined" IS DISTINCT FROM (NEW."date_joined") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."is_facilitator" IS DISTINCT FROM (NEW."is_facilitator") OR OLD."is_staff" IS DISTINCT FROM (NEW."is_staff") OR OLD."is_superuser" IS DISTINCT FROM (NEW."is_superuser") OR OLD."is_suppliers_person" IS DISTINCT FROM (NEW."is_suppliers_person") OR OLD."left_on" IS DISTINCT FROM (NEW."left_on") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."organisation" IS DISTINCT FROM (NEW."organisation"))', func='INSERT INTO "boroughs_personevent" ("borough_id", "borough_roles", "date_joined", "email", "id", "is_active", "is_facilitator", "is_staff", "is_superuser", "is_suppliers_person", "left_on", "name", "organisation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."borough_id", NEW."borough_roles", NEW."date_joined", NEW."email", NEW."id", NEW."is_active", NEW."is_facilitator", NEW."is_staff", NEW."is_superuser", NEW."is_suppliers_person", NEW."left_on", NEW."name", NEW."organisation", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='fe1e9e872a37c5f1bee97edbdb333b394a442108', operation='UPDATE', pgid='pgtrigger_update_update_39738', table='boroughs_person', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='person',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "boroughs_personevent" ("borough_id", "borough_roles", "date_joined", "email", "id", "is_active", "is_facilitator", "is_staff", "is_superuser", "is_suppliers_person", "left_on", "name", "organisation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."borough_id", OLD."borough_roles", OLD."date_joined", OLD."email", OLD."id", OLD."is_active", OLD."is_facilitator", OLD."is_staff", OLD."is_superuser", OLD."is_suppliers_person", OLD."left_on", OLD."name", OLD."organisation", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='e456de703bc2a8ebe48c2df33b3e15fb8ce6e316', operation='DELETE', pgid='pgtrigger_delete_delete_dd784', table='boroughs_person', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='boroughdomain',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "boroughs_boroughdomainevent" ("borough_id", "domain", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."borough_id", NEW."domain", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='6e13bb89496be0856b50aa25a00abcedb1a31bb0', operation='INSERT', pgid='pgtrigger_insert_insert_1f5e7', table='boroughs_boroughdomain', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='boroughdomain',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "boroughs_boroughdomainevent" ("borough_id", "domain", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."borough_id", NEW."domain", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='99c2bc99ff8d903925c5772d97d76d8c0b0f1fae', operation='UPDATE', pgid='pgtrigger_update_update_9d8fe', table='boroughs_boroughdomain', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='boroughdomain',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "boroughs_boroughdomainevent" ("borough_id", "domain", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."borough_id", OLD."domain", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='4cc856a37ba23fa1bdfe6796c0dfb06a3e1a4611', operation='DELETE', pgid='pgtrigger_delete_delete_eb4e3', table='boroughs_boroughdomain', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='boroughidentifier',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "boroughs_boroughidentifierevent" ("borough_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme", "value") VALUES (NEW."borough_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."scheme", NEW."value"); RETURN NULL;', hash='60c05a60f0767e700e3b706b38909f8776996a72', operation='INSERT', pgid='pgtrigger_insert_insert_360a1', table='boroughs_boroughidentifier', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='boroughidentifier',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "boroughs_boroughidentifierevent" ("borough_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme", "value") VALUES (NEW."borough_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."scheme", NEW."value"); RETURN NULL;', hash='6e912a7ce60713daa551f18235f9a692e48f9750', operation='UPDATE', pgid='pgtrigger_update_update_998a7', table='boroughs_boroughidentifier', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='boroughidentifier',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "boroughs_boroughidentifierevent" ("borough_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme", "value") VALUES (OLD."borough_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."scheme", OLD."value"); RETURN NULL;', hash='97955a6f3dfab7e766b863e4a0e8ccf25a494594', operation='DELETE', pgid='pgtrigger_delete_delete_b663b', table='boroughs_boroughidentifier', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='cpvcode',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "boroughs_cpvcodeevent" ("code", "description", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."code", NEW."description", NEW."parent_id", _pgh_attach_context(), NOW(), \'insert\', NEW."code"); RETURN NULL;', hash='2735145dbfc185c1d57f8915a8eb79a8c5151524', operation='INSERT', pgid='pgtrigger_insert_insert_3000f', table='boroughs_cpvcode', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='cpvcode',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "boroughs_cpvcodeevent" ("code", "description", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."code", NEW."description", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."code"); RETURN NULL;', hash='59683399905f116c6de4f673a9537166a218aee5', operation='UPDATE', pgid='pgtrigger_update_update_631d9', table='boroughs_cpvcode', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='cpvcode',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "boroughs_cpvcodeevent" ("code", "description", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."code", OLD."description", OLD."parent_id", _pgh_attach_context(), NOW(), \'delete\', OLD."code"); RETURN NULL;', hash='5f055ede8dd19bfec7df62a112c2cc38984cfd3e', operation='DELETE', pgid='pgtrigger_delete_delete_9c123', table='boroughs_cpvcode', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='gate',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "boroughs_gateevent" ("before_stage", "body", "borough_id", "forward_plan_days", "id", "key_decision", "lead_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "source", "source_url", "valid_from", "valid_to", "value_from", "value_to") VALUES (NEW."before_stage", NEW."body", NEW."borough_id", NEW."forward_plan_days", NEW."id", NEW."key_decision", NEW."lead_days", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."source", NEW."source_url", NEW."valid_from", NEW."valid_to", NEW."value_from", NEW."value_to"); RETURN NULL;', hash='3bff7169fcd4708f1e1f6410849ba58913bc91b9', operation='INSERT', pgid='pgtrigger_insert_insert_37324', table='boroughs_gate', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='gate',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "boroughs_gateevent" ("before_stage", "body", "borough_id", "forward_plan_days", "id", "key_decision", "lead_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "source", "source_url", "valid_from", "valid_to", "value_from", "value_to") VALUES (NEW."before_stage", NEW."body", NEW."borough_id", NEW."forward_plan_days", NEW."id", NEW."key_decision", NEW."lead_days", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."source", NEW."source_url", NEW."valid_from", NEW."valid_to", NEW."value_from", NEW."value_to"); RETURN NULL;', hash='3076138d80cd559073058adf279d0a344c944500', operation='UPDATE', pgid='pgtrigger_update_update_0ccb3', table='boroughs_gate', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='gate',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "boroughs_gateevent" ("before_stage", "body", "borough_id", "forward_plan_days", "id", "key_decision", "lead_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "source", "source_url", "valid_from", "valid_to", "value_from", "value_to") VALUES (OLD."before_stage", OLD."body", OLD."borough_id", OLD."forward_plan_days", OLD."id", OLD."key_decision", OLD."lead_days", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."source", OLD."source_url", OLD."valid_from", OLD."valid_to", OLD."value_from", OLD."value_to"); RETURN NULL;', hash='ed692c9929473a29e3f9212a5e4dac0a226ef9bb', operation='DELETE', pgid='pgtrigger_delete_delete_2ceac', table='boroughs_gate', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='invitation',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "boroughs_invitationevent" ("accepted_at", "borough_id", "borough_roles", "email", "expires_at", "id", "invited_at", "invited_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "withdrawn_at") VALUES (NEW."accepted_at", NEW."borough_id", NEW."borough_roles", NEW."email", NEW."expires_at", NEW."id", NEW."invited_at", NEW."invited_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."withdrawn_at"); RETURN NULL;', hash='fc1277a5c950737ab8d8604b19e86f1636257e65', operation='INSERT', pgid='pgtrigger_insert_insert_d5c00', table='boroughs_invitation', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='invitation',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "boroughs_invitationevent" ("accepted_at", "borough_id", "borough_roles", "email", "expires_at", "id", "invited_at", "invited_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "withdrawn_at") VALUES (NEW."accepted_at", NEW."borough_id", NEW."borough_roles", NEW."email", NEW."expires_at", NEW."id", NEW."invited_at", NEW."invited_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."withdrawn_at"); RETURN NULL;', hash='3c2e63bfb4182a0f8750b475359652a4ef593b51', operation='UPDATE', pgid='pgtrigger_update_update_e6288', table='boroughs_invitation', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='invitation',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "boroughs_invitationevent" ("accepted_at", "borough_id", "borough_roles", "email", "expires_at", "id", "invited_at", "invited_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "withdrawn_at") VALUES (OLD."accepted_at", OLD."borough_id", OLD."borough_roles", OLD."email", OLD."expires_at", OLD."id", OLD."invited_at", OLD."invited_by_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."withdrawn_at"); RETURN NULL;', hash='19b60facd09b49e72fa5e81950008e8dc75e9b41', operation='DELETE', pgid='pgtrigger_delete_delete_cd5d4', table='boroughs_invitation', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='joinrequest',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "boroughs_joinrequestevent" ("asked_at", "borough_id", "decided_at", "decided_by_id", "id", "message", "organisation", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "wish") VALUES (NEW."asked_at", NEW."borough_id", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."message", NEW."organisation", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."state", NEW."wish"); RETURN NULL;', hash='4c8498cd64a50d1a9cc9b23d586363c483ffdded', operation='INSERT', pgid='pgtrigger_insert_insert_7a828', table='boroughs_joinrequest', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='joinrequest',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "boroughs_joinrequestevent" ("asked_at", "borough_id", "decided_at", "decided_by_id", "id", "message", "organisation", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "wish") VALUES (NEW."asked_at", NEW."borough_id", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."message", NEW."organisation", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."state", NEW."wish"); RETURN NULL;', hash='69c7d849d0e2d5ccc9c8594710cb5705ad5bc1d1', operation='UPDATE', pgid='pgtrigger_update_update_2ddff', table='boroughs_joinrequest', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='joinrequest',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "boroughs_joinrequestevent" ("asked_at", "borough_id", "decided_at", "decided_by_id", "id", "message", "organisation", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "wish") VALUES (OLD."asked_at", OLD."borough_id", OLD."decided_at", OLD."decided_by_id", OLD."id", OLD."message", OLD."organisation", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."state", OLD."wish"); RETURN NULL;', hash='0f4a9fb57bf8fca9cc1df206bc70d4bc56310bcf', operation='DELETE', pgid='pgtrigger_delete_delete_10f60', table='boroughs_joinrequest', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='meeting',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "boroughs_meetingevent" ("body", "borough_id", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source") VALUES (NEW."body", NEW."borough_id", NEW."id", NEW."on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source"); RETURN NULL;', hash='fd73eb5a436bb814d37c34500d01ec69a088a9bc', operation='INSERT', pgid='pgtrigger_insert_insert_9d23e', table='boroughs_meeting', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='meeting',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "boroughs_meetingevent" ("body", "borough_id", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source") VALUES (NEW."body", NEW."borough_id", NEW."id", NEW."on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source"); RETURN NULL;', hash='73aca512362016c527e2f9345c8df688c15c65c7', operation='UPDATE', pgid='pgtrigger_update_update_a8b7f', table='boroughs_meeting', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='meeting',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "boroughs_meetingevent" ("body", "borough_id", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source") VALUES (OLD."body", OLD."borough_id", OLD."id", OLD."on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source"); RETURN NULL;', hash='e3684b4a1c9de912a1c4875783f31b2e99359cb4', operation='DELETE', pgid='pgtrigger_delete_delete_c8ad6', table='boroughs_meeting', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='preference',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "boroughs_preferenceevent" ("frequency", "id", "kind", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."frequency", NEW."id", NEW."kind", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='4b1eeb1735ab9974e798c49594f9f7969df3a97f', operation='INSERT', pgid='pgtrigger_insert_insert_7c2c6', table='boroughs_preference', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='preference',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "boroughs_preferenceevent" ("frequency", "id", "kind", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."frequency", NEW."id", NEW."kind", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='92943dce9f207bcafe2db195d1e9907e752b117c', operation='UPDATE', pgid='pgtrigger_update_update_6da05', table='boroughs_preference', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='preference',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "boroughs_preferenceevent" ("frequency", "id", "kind", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."frequency", OLD."id", OLD."kind", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='b4c1fe8af948a84dbce5528edc2c17350da8ca2c', operation='DELETE', pgid='pgtrigger_delete_delete_0c96c', table='boroughs_preference', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='routestage',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "boroughs_routestageevent" ("days", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "route_id", "source", "stage", "valid_from", "valid_to", "working_days") VALUES (NEW."days", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."route_id", NEW."source", NEW."stage", NEW."valid_from", NEW."valid_to", NEW."working_days"); RETURN NULL;', hash='dc6bbfe3798324414c3f46a4db67f0957014a3c6', operation='INSERT', pgid='pgtrigger_insert_insert_fa429', table='boroughs_routestage', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='routestage',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "boroughs_routestageevent" ("days", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "route_id", "source", "stage", "valid_from", "valid_to", "working_days") VALUES (NEW."days", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."route_id", NEW."source", NEW."stage", NEW."valid_from", NEW."valid_to", NEW."working_days"); RETURN NULL;', hash='80934e838ca6e44cecff531bb4fe780e9817e39f', operation='UPDATE', pgid='pgtrigger_update_update_b331b', table='boroughs_routestage', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='routestage',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "boroughs_routestageevent" ("days", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "route_id", "source", "stage", "valid_from", "valid_to", "working_days") VALUES (OLD."days", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."route_id", OLD."source", OLD."stage", OLD."valid_from", OLD."valid_to", OLD."working_days"); RETURN NULL;', hash='5df1a04b338a614750213004a06689ca182a92dd', operation='DELETE', pgid='pgtrigger_delete_delete_753ed', table='boroughs_routestage', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='servicearea',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "boroughs_serviceareaevent" ("code", "cpv_prefixes", "flagged", "id", "includes", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "technology") VALUES (NEW."code", NEW."cpv_prefixes", NEW."flagged", NEW."id", NEW."includes", NEW."name", NEW."parent_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."technology"); RETURN NULL;', hash='3ed10de24be6b32325609497d129f5e3838a44ce', operation='INSERT', pgid='pgtrigger_insert_insert_4a551', table='boroughs_servicearea', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='servicearea',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "boroughs_serviceareaevent" ("code", "cpv_prefixes", "flagged", "id", "includes", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "technology") VALUES (NEW."code", NEW."cpv_prefixes", NEW."flagged", NEW."id", NEW."includes", NEW."name", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."technology"); RETURN NULL;', hash='5dffb978652d0e8e08ed9f9b6b8a8e950b274f58', operation='UPDATE', pgid='pgtrigger_update_update_8a608', table='boroughs_servicearea', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='servicearea',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "boroughs_serviceareaevent" ("code", "cpv_prefixes", "flagged", "id", "includes", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "technology") VALUES (OLD."code", OLD."cpv_prefixes", OLD."flagged", OLD."id", OLD."includes", OLD."name", OLD."parent_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."technology"); RETURN NULL;', hash='555931735e59a9b044ff739d6d03759dde416757', operation='DELETE', pgid='pgtrigger_delete_delete_ea5c8', table='boroughs_servicearea', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='profile',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "boroughs_profileevent" ("contact_about", "contactable", "discipline", "id", "in_directory", "job_role", "on_borough_page", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shows_address", "updated_at") VALUES (NEW."contact_about", NEW."contactable", NEW."discipline", NEW."id", NEW."in_directory", NEW."job_role", NEW."on_borough_page", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."shows_address", NEW."updated_at"); RETURN NULL;', hash='a620a4c2f5c8123c79ec3ddec54af78fd50dfdf7', operation='INSERT', pgid='pgtrigger_insert_insert_1dbb5', table='boroughs_profile', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='profile',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "boroughs_profileevent" ("contact_about", "contactable", "discipline", "id", "in_directory", "job_role", "on_borough_page", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shows_address", "updated_at") VALUES (NEW."contact_about", NEW."contactable", NEW."discipline", NEW."id", NEW."in_directory", NEW."job_role", NEW."on_borough_page", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."shows_address", NEW."updated_at"); RETURN NULL;', hash='66f3825d49a85e6f00f6b65d37326e24eca1a9c5', operation='UPDATE', pgid='pgtrigger_update_update_37abc', table='boroughs_profile', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='profile',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "boroughs_profileevent" ("contact_about", "contactable", "discipline", "id", "in_directory", "job_role", "on_borough_page", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shows_address", "updated_at") VALUES (OLD."contact_about", OLD."contactable", OLD."discipline", OLD."id", OLD."in_directory", OLD."job_role", OLD."on_borough_page", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."shows_address", OLD."updated_at"); RETURN NULL;', hash='c9cabe95230d31a2443dfb02b718898554072c1e', operation='DELETE', pgid='pgtrigger_delete_delete_17c3a', table='boroughs_profile', when='AFTER')),
                ),
            ]
        ),
    ]
